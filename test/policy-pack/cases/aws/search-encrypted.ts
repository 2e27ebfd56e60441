import { searchEncrypted } from "../../../../policy-pack/aws/search-encrypted";
import { type RuleCases, unknown } from "../../rule-cases";

const type = "aws:opensearch/domain:Domain";
const all = {
    encryptAtRest: { enabled: true },
    nodeToNodeEncryption: { enabled: true },
    domainEndpointOptions: { enforceHttps: true },
};
const places = ["encryptAtRest.enabled", "nodeToNodeEncryption.enabled", "domainEndpointOptions.enforceHttps"];

export const cases: RuleCases = {
    rule: searchEncrypted,
    compliant: {
        "a domain": {
            source: "https://docs.aws.amazon.com/opensearch-service/latest/developerguide/createupdatedomains.html",
            resources: {
                type,
                properties: {
                    engineVersion: "OpenSearch_2.19",
                    clusterConfig: { instanceType: "m7g.large.search", instanceCount: 3, zoneAwarenessEnabled: true },
                    ebsOptions: { ebsEnabled: true, volumeSize: 100, volumeType: "gp3" },
                    ...all,
                },
            },
        },
        "a key of its own, and a name of its own": {
            source: "https://docs.aws.amazon.com/opensearch-service/latest/developerguide/customendpoint.html",
            resources: {
                type,
                properties: {
                    ...all,
                    encryptAtRest: { enabled: true, kmsKeyId: unknown },
                    domainEndpointOptions: {
                        customEndpointEnabled: true,
                        customEndpoint: "search.example.com",
                        customEndpointCertificateArn: unknown,
                        tlsSecurityPolicy: "Policy-Min-TLS-1-2-PFS-2023-10",
                    },
                },
            },
        },
        "one of Elasticsearch": {
            source: "https://docs.aws.amazon.com/opensearch-service/latest/developerguide/ntn.html",
            resources: {
                type: "aws:elasticsearch/domain:Domain",
                properties: { elasticsearchVersion: "7.10", accessPolicies: unknown, ...all },
            },
        },
    },
    violating: {
        "by default": { resources: { type, properties: { engineVersion: "OpenSearch_2.19" } }, at: places },
        "one of Elasticsearch by default": {
            resources: { type: "aws:elasticsearch/domain:Domain", properties: {} },
            at: places,
        },
        "stored in plain text": {
            resources: { type, properties: { ...all, encryptAtRest: { enabled: false, kmsKeyId: unknown } } },
            at: ["encryptAtRest.enabled"],
        },
        "plain text between nodes, beside what is unknown": {
            resources: { type, properties: { encryptAtRest: unknown, nodeToNodeEncryption: { enabled: false } } },
            at: ["nodeToNodeEncryption.enabled", "domainEndpointOptions.enforceHttps"],
        },
        "HTTP beside HTTPS": {
            resources: { type, properties: { ...all, domainEndpointOptions: { enforceHttps: false } } },
            at: ["domainEndpointOptions.enforceHttps"],
        },
        "of a wrong type": {
            resources: { type, properties: { ...all, nodeToNodeEncryption: true } },
            at: ["nodeToNodeEncryption"],
        },
    },
    unknown: {
        "each setting": {
            resources: {
                type,
                properties: {
                    encryptAtRest: unknown,
                    nodeToNodeEncryption: { enabled: unknown },
                    domainEndpointOptions: { enforceHttps: unknown },
                },
            },
            undetermined: ["encryptAtRest", "nodeToNodeEncryption.enabled", "domainEndpointOptions.enforceHttps"],
        },
    },
};
