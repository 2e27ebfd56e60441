import { sqsEncrypted } from "../../../../policy-pack/aws/sqs-encrypted";
import { type RuleCases, unknown } from "../../rule-cases";

const type = "aws:sqs/queue:Queue";
const sse =
    "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-configure-sqs-sse-queue.html";

export const cases: RuleCases = {
    rule: sqsEncrypted,
    compliant: {
        "by default": {
            source: sse,
            resources: { type, properties: { name: "orders", visibilityTimeoutSeconds: 60, redrivePolicy: unknown } },
        },
        "with the key of SQS": { source: sse, resources: { type, properties: { sqsManagedSseEnabled: true } } },
        "with a KMS key": {
            source: "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-configure-sse-existing-queue.html",
            resources: {
                type,
                properties: { fifoQueue: true, kmsMasterKeyId: "alias/orders", kmsDataKeyReusePeriodSeconds: 300 },
            },
        },
        "with a KMS key instead of that of SQS": {
            source: sse,
            resources: { type, properties: { kmsMasterKeyId: "alias/aws/sqs", sqsManagedSseEnabled: false } },
        },
        "with a KMS key, whatever the other is": {
            source: sse,
            resources: { type, properties: { kmsMasterKeyId: "alias/orders", sqsManagedSseEnabled: unknown } },
        },
    },
    violating: {
        "turned off": {
            resources: { type, properties: { sqsManagedSseEnabled: false } },
            at: ["sqsManagedSseEnabled"],
        },
        "turned off, and an empty key": {
            resources: { type, properties: { sqsManagedSseEnabled: false, kmsMasterKeyId: "" } },
            at: ["sqsManagedSseEnabled"],
        },
        "turned off as Terraform writes it": {
            resources: { type, properties: { sqsManagedSseEnabled: "false", messageRetentionSeconds: 1_209_600 } },
            at: ["sqsManagedSseEnabled"],
        },
        "the one for letters that could not be delivered": {
            resources: [
                { type, name: "orders", properties: { redrivePolicy: unknown } },
                { type, name: "dead", properties: { sqsManagedSseEnabled: false, policy: unknown } },
            ],
            at: ["dead sqsManagedSseEnabled"],
        },
        "of a wrong type": {
            resources: { type, properties: { sqsManagedSseEnabled: "no" } },
            at: ["sqsManagedSseEnabled"],
        },
        "a key of a wrong type": { resources: { type, properties: { kmsMasterKeyId: 1 } }, at: ["kmsMasterKeyId"] },
    },
    unknown: {
        "whether it is turned off": {
            resources: { type, properties: { sqsManagedSseEnabled: unknown } },
            undetermined: ["sqsManagedSseEnabled"],
        },
        "a key of the same program": {
            resources: { type, properties: { sqsManagedSseEnabled: false, kmsMasterKeyId: unknown } },
            undetermined: ["kmsMasterKeyId"],
        },
    },
};
