import { checkov, resourceRule, securityHub } from "../rule";

export const searchEncrypted = resourceRule({
    id: "search-encrypted",
    level: "mandatory",
    severity: "high",
    what: "Domains of OpenSearch are encrypted at rest and between their nodes, and take HTTPS alone.",
    why: "Indices and snapshots can be read where they are stored, documents and passwords on the wire.",
    fix: `new aws.opensearch.Domain("catalog", {
    encryptAtRest: { enabled: true },
    nodeToNodeEncryption: { enabled: true },
    domainEndpointOptions: { enforceHttps: true, tlsSecurityPolicy: "Policy-Min-TLS-1-2-PFS-2023-10" },
});`,
    controls: [
        ...securityHub("Opensearch.1", "Opensearch.3", "ES.1", "ES.3"),
        ...checkov("CKV_AWS_5", "CKV_AWS_6", "CKV_AWS_83"),
    ],
    source: "https://docs.aws.amazon.com/opensearch-service/latest/developerguide/encryption-at-rest.html",
    types: ["aws:opensearch/domain:Domain", "aws:elasticsearch/domain:Domain"],
    check({ properties }, { decide, violation }) {
        decide(() => {
            const enabled = properties.at("encryptAtRest", "enabled");
            if (enabled.bool() !== true) violation(enabled, "is not true: indices would not be encrypted");
        });
        decide(() => {
            const enabled = properties.at("nodeToNodeEncryption", "enabled");
            if (enabled.bool() !== true) {
                violation(enabled, "is not true: nodes would send each other documents in plain text");
            }
        });
        decide(() => {
            const options = properties.at("domainEndpointOptions");
            const https = options.at("enforceHttps");
            // The provider's default, where there are options at all.
            if (!(https.bool() ?? !options.isMissing)) {
                violation(https, "is not true: clients could connect without TLS");
            }
        });
    },
});
