import { cacheEncrypted } from "../../../../policy-pack/aws/cache-encrypted";
import { type RuleCases, unknown } from "../../rule-cases";

const type = "aws:elasticache/replicationGroup:ReplicationGroup";
const both = { atRestEncryptionEnabled: true, transitEncryptionEnabled: true };

export const cases: RuleCases = {
    rule: cacheEncrypted,
    compliant: {
        "at rest and in transit": {
            source: "https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/in-transit-encryption-enable.html",
            resources: {
                type,
                properties: {
                    description: "Sessions",
                    engine: "redis",
                    engineVersion: "7.1",
                    nodeType: "cache.t4g.small",
                    numCacheClusters: 2,
                    automaticFailoverEnabled: true,
                    ...both,
                },
            },
        },
        "Valkey, which encrypts at rest by default": {
            source: "https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/at-rest-encryption.html",
            resources: {
                type,
                properties: { description: "Sessions", engine: "valkey", transitEncryptionEnabled: true },
            },
        },
        "TLS is required, and a key of its own": {
            source: "https://docs.aws.amazon.com/AmazonElastiCache/latest/APIReference/API_CreateReplicationGroup.html",
            resources: {
                type,
                properties: { ...both, transitEncryptionMode: "required", kmsKeyId: unknown, authToken: unknown },
            },
        },
    },
    violating: {
        "by default": {
            resources: { type, properties: { description: "Sessions", nodeType: "cache.t4g.small" } },
            at: ["atRestEncryptionEnabled", "transitEncryptionEnabled"],
        },
        "said so": {
            resources: { type, properties: { ...both, atRestEncryptionEnabled: false } },
            at: ["atRestEncryptionEnabled"],
        },
        "Valkey in plain text": {
            resources: { type, properties: { engine: "valkey", atRestEncryptionEnabled: false } },
            at: ["atRestEncryptionEnabled", "transitEncryptionEnabled"],
        },
        "said so in a secondary": {
            resources: {
                type,
                properties: { ...both, transitEncryptionEnabled: false, globalReplicationGroupId: unknown },
            },
            at: ["transitEncryptionEnabled"],
        },
        "TLS is offered, not asked for": {
            resources: { type, properties: { ...both, transitEncryptionMode: "preferred" } },
            at: ["transitEncryptionMode"],
        },
        "beside values that are unknown": {
            resources: {
                type,
                properties: { transitEncryptionEnabled: false, atRestEncryptionEnabled: unknown, engine: unknown },
            },
            at: ["transitEncryptionEnabled"],
        },
        "of a wrong type": {
            resources: { type, properties: { ...both, transitEncryptionEnabled: 1 } },
            at: ["transitEncryptionEnabled"],
        },
    },
    unknown: {
        "each setting": {
            resources: {
                type,
                properties: {
                    atRestEncryptionEnabled: unknown,
                    transitEncryptionEnabled: unknown,
                    transitEncryptionMode: unknown,
                },
            },
            undetermined: ["atRestEncryptionEnabled", "transitEncryptionEnabled", "transitEncryptionMode"],
        },
        "the engine, which decides what a missing one means": {
            resources: { type, properties: { engine: unknown, transitEncryptionEnabled: true } },
            undetermined: ["engine"],
        },
        "a secondary is as its primary": {
            resources: { type, properties: { description: "Sessions", globalReplicationGroupId: "ldgnf-sessions" } },
            undetermined: ["atRestEncryptionEnabled", "transitEncryptionEnabled"],
        },
        "a secondary of the same program": {
            resources: { type, properties: { description: "Sessions", globalReplicationGroupId: unknown } },
            undetermined: ["globalReplicationGroupId"],
        },
    },
};
