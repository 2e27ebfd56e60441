import { mskTls } from "../../../../policy-pack/aws/msk-tls";
import { type RuleCases, unknown } from "../../rule-cases";

const type = "aws:msk/cluster:Cluster";
const source = "https://docs.aws.amazon.com/msk/latest/developerguide/msk-encryption.html";
const cluster = { kafkaVersion: "3.8.x", numberOfBrokerNodes: 3 };
const transit = (encryptionInTransit: unknown) => ({ ...cluster, encryptionInfo: { encryptionInTransit } });

export const cases: RuleCases = {
    rule: mskTls,
    compliant: {
        "by default": {
            source,
            resources: {
                type,
                properties: {
                    ...cluster,
                    brokerNodeGroupInfo: {
                        instanceType: "kafka.m7g.large",
                        clientSubnets: unknown,
                        securityGroups: unknown,
                    },
                },
            },
        },
        "said so": {
            source: "https://docs.aws.amazon.com/msk/1.0/apireference/clusters.html",
            resources: { type, properties: transit({ clientBroker: "TLS", inCluster: true }) },
        },
        "a key of its own": {
            source: "https://docs.aws.amazon.com/msk/latest/developerguide/msk-working-with-encryption.html",
            resources: { type, properties: { ...cluster, encryptionInfo: { encryptionAtRestKmsKeyArn: unknown } } },
        },
    },
    violating: {
        "plain text": {
            resources: { type, properties: transit({ clientBroker: "PLAINTEXT" }) },
            at: ["encryptionInfo.encryptionInTransit.clientBroker"],
        },
        "TLS or plain text": {
            resources: { type, properties: transit({ clientBroker: "TLS_PLAINTEXT", inCluster: true }) },
            at: ["encryptionInfo.encryptionInTransit.clientBroker"],
        },
        "between brokers": {
            resources: { type, properties: transit({ clientBroker: "TLS", inCluster: false }) },
            at: ["encryptionInfo.encryptionInTransit.inCluster"],
        },
        "both, and a key that is unknown": {
            resources: {
                type,
                properties: {
                    ...cluster,
                    encryptionInfo: {
                        encryptionAtRestKmsKeyArn: unknown,
                        encryptionInTransit: { clientBroker: "PLAINTEXT", inCluster: "false" },
                    },
                },
            },
            at: ["encryptionInfo.encryptionInTransit.clientBroker", "encryptionInfo.encryptionInTransit.inCluster"],
        },
        "of a wrong type": {
            resources: { type, properties: transit("TLS") },
            at: ["encryptionInfo.encryptionInTransit"],
        },
    },
    unknown: {
        "what clients speak": {
            resources: { type, properties: transit({ clientBroker: unknown, inCluster: false }) },
            undetermined: ["encryptionInfo.encryptionInTransit.clientBroker"],
            at: ["encryptionInfo.encryptionInTransit.inCluster"],
        },
        "what brokers speak": {
            resources: { type, properties: transit({ inCluster: unknown }) },
            undetermined: ["encryptionInfo.encryptionInTransit.inCluster"],
        },
        "all of it": {
            resources: { type, properties: { ...cluster, encryptionInfo: unknown } },
            undetermined: ["encryptionInfo"],
        },
    },
};
