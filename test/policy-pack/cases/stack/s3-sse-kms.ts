import { s3SseKms } from "../../../../policy-pack/stack/s3-sse-kms";
import { type CaseResource, type RuleCases, unknown } from "../../rule-cases";

const source = "https://docs.aws.amazon.com/AmazonS3/latest/userguide/specifying-kms-encryption.html";
const bucket: CaseResource = { type: "aws:s3/bucket:Bucket", name: "uploads", properties: { bucket: "shop-uploads" } };
/** At a preview the provider says of all deprecated settings that they are yet unknown. */
const planned: CaseResource = {
    ...bucket,
    properties: { id: unknown, bucket: unknown, serverSideEncryptionConfiguration: unknown },
};

function encryption(byDefault: unknown, named: unknown = unknown): CaseResource {
    return {
        type: "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
        name: "encryption",
        properties: {
            bucket: named,
            rules: [{ applyServerSideEncryptionByDefault: byDefault, bucketKeyEnabled: true }],
        },
        dependencies: named === unknown ? { bucket: ["uploads"] } : {},
    };
}

export const cases: RuleCases = {
    rule: s3SseKms,
    compliant: {
        "a configuration with a key of its own": {
            source,
            resources: [planned, encryption({ sseAlgorithm: "aws:kms", kmsMasterKeyId: unknown })],
        },
        "two layers of encryption": {
            source: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/specifying-dsse-encryption.html",
            resources: [bucket, encryption({ sseAlgorithm: "aws:kms:dsse" }, "shop-uploads")],
        },
        "the deprecated property of a bucket": {
            source,
            resources: {
                ...bucket,
                properties: {
                    serverSideEncryptionConfiguration: {
                        rule: { applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms" } },
                    },
                },
            },
        },
        "a configuration goes before what the bucket had when it was made": {
            source,
            resources: [
                {
                    ...bucket,
                    properties: {
                        bucket: "shop-uploads",
                        serverSideEncryptionConfiguration: {
                            rule: { applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } },
                        },
                    },
                },
                encryption({ sseAlgorithm: "aws:kms" }, "shop-uploads"),
            ],
        },
        "a bucket for the logs of a load balancer, which takes no KMS key": {
            source: "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/enable-access-logging.html",
            resources: [
                planned,
                {
                    type: "aws:lb/loadBalancer:LoadBalancer",
                    name: "edge",
                    properties: { loadBalancerType: "application", accessLogs: { bucket: unknown, enabled: true } },
                    dependencies: { accessLogs: ["uploads"] },
                },
                encryption({ sseAlgorithm: "AES256" }),
            ],
        },
        "a bucket for the logs of a load balancer that waits for its policy": {
            source: "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/enable-access-logging.html",
            resources: [
                planned,
                {
                    type: "aws:s3/bucketPolicy:BucketPolicy",
                    name: "policy",
                    properties: { bucket: unknown, policy: unknown },
                    dependencies: { bucket: ["uploads"], policy: ["uploads"] },
                },
                {
                    type: "aws:elb/loadBalancer:LoadBalancer",
                    name: "edge",
                    properties: { accessLogs: { bucket: unknown, interval: 60 } },
                    dependencies: { accessLogs: ["policy"] },
                },
            ],
        },
        "a bucket for the access logs of another": {
            source: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/enable-server-access-logging.html",
            resources: [
                planned,
                {
                    type: "aws:s3/bucketLogging:BucketLogging",
                    name: "logging",
                    properties: { bucket: "shop-invoices", targetBucket: unknown, targetPrefix: "invoices/" },
                    dependencies: { targetBucket: ["uploads"] },
                },
            ],
        },
    },
    violating: {
        "by default": { resources: bucket, at: [""] },
        "by default, at a preview": { resources: planned, at: [""] },
        "S3's own keys": {
            resources: [planned, encryption({ sseAlgorithm: "AES256" })],
            at: ["encryption rules[0].applyServerSideEncryptionByDefault.sseAlgorithm"],
        },
        "S3's own keys, by the deprecated list of a BucketV2": {
            resources: {
                type: "aws:s3/bucketV2:BucketV2",
                properties: {
                    serverSideEncryptionConfigurations: [
                        { rules: [{ applyServerSideEncryptionByDefaults: [{ sseAlgorithm: "AES256" }] }] },
                    ],
                },
            },
            at: ["serverSideEncryptionConfigurations[0].rules[0].applyServerSideEncryptionByDefaults[0].sseAlgorithm"],
        },
        "a configuration of an older name without an algorithm": {
            resources: [
                bucket,
                {
                    type: "aws:s3/bucketServerSideEncryptionConfigurationV2:BucketServerSideEncryptionConfigurationV2",
                    name: "encryption",
                    properties: { bucket: "shop-uploads", rules: [{ bucketKeyEnabled: true }] },
                },
            ],
            at: ["encryption"],
        },
        "of a wrong type, beside a bucket that is unknown to nobody": {
            resources: [planned, encryption({ sseAlgorithm: 256, kmsMasterKeyId: unknown })],
            at: ["encryption rules[0].applyServerSideEncryptionByDefault.sseAlgorithm"],
        },
    },
    unknown: {
        "the algorithm": {
            resources: [planned, encryption({ sseAlgorithm: unknown })],
            undetermined: ["encryption rules[0].applyServerSideEncryptionByDefault.sseAlgorithm"],
        },
        "a deprecated property that comes from elsewhere": {
            resources: [
                { ...planned, dependencies: { serverSideEncryptionConfiguration: ["settings"] } },
                { type: "pulumi:pulumi:StackReference", name: "settings", properties: {} },
            ],
            undetermined: ["uploads serverSideEncryptionConfiguration"],
        },
        "which of two buckets takes the logs": {
            resources: [
                planned,
                { ...planned, name: "others" },
                {
                    type: "aws:s3/bucketLogging:BucketLogging",
                    name: "logging",
                    properties: { bucket: "shop-invoices", targetBucket: unknown, targetPrefix: "invoices/" },
                    dependencies: { targetBucket: ["uploads", "others"] },
                },
            ],
            undetermined: ["uploads", "others"],
        },
    },
};
