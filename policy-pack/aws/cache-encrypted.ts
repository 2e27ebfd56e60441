import { checkov, resourceRule, securityHub } from "../rule";
import type { Value } from "../value";

export const cacheEncrypted = resourceRule({
    id: "cache-encrypted",
    level: "mandatory",
    severity: "high",
    what: "Caches of ElastiCache are encrypted at rest and take no connection without TLS.",
    why: "Sessions and tokens can be read on the wire, and in a backup, in plain text. Encryption at rest can't be turned on later.",
    fix: `new aws.elasticache.ReplicationGroup("sessions", {
    atRestEncryptionEnabled: true,
    transitEncryptionEnabled: true,
    ...
});`,
    controls: [...securityHub("ElastiCache.4", "ElastiCache.5"), ...checkov("CKV_AWS_29", "CKV_AWS_30")],
    source: "https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/encryption.html",
    types: ["aws:elasticache/replicationGroup:ReplicationGroup"],
    check({ properties }, { decide, violation, undetermined }) {
        const settle = (value: Value, isOnByDefault: () => boolean, problem: string) => {
            if (value.bool() === true) return;
            if (value.isMissing && !properties.at("globalReplicationGroupId").isMissing) {
                undetermined(value, "is that of the primary of the global replication group, which is not seen here");
            } else if (!value.isMissing || !isOnByDefault()) {
                violation(value, problem);
            }
        };
        decide(() => {
            const engine = properties.at("engine");
            settle(
                properties.at("atRestEncryptionEnabled"),
                () => engine.text()?.toLowerCase() === "valkey",
                "is not true: what the cache keeps would not be encrypted",
            );
        });
        decide(() => {
            settle(
                properties.at("transitEncryptionEnabled"),
                () => false,
                "is not true: clients would connect without TLS",
            );
        });
        decide(() => {
            const mode = properties.at("transitEncryptionMode");
            if (mode.text() === "preferred") {
                violation(mode, "is not required: clients could connect without TLS");
            }
        });
    },
});
