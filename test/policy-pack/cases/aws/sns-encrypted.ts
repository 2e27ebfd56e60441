import { snsEncrypted } from "../../../../policy-pack/aws/sns-encrypted";
import { type RuleCases, unknown } from "../../rule-cases";

const type = "aws:sns/topic:Topic";
const source = "https://docs.aws.amazon.com/sns/latest/dg/sns-server-side-encryption.html";

export const cases: RuleCases = {
    rule: snsEncrypted,
    compliant: {
        "with the key of SNS": {
            source,
            resources: { type, properties: { displayName: "Orders", kmsMasterKeyId: "alias/aws/sns" } },
        },
        "with a key of its own": {
            source: "https://docs.aws.amazon.com/sns/latest/dg/sns-enable-encryption-for-topic.html",
            resources: { type, properties: { kmsMasterKeyId: "1234abcd-12ab-34cd-56ef-1234567890ab" } },
        },
        "first in, first out": {
            source: "https://docs.aws.amazon.com/sns/latest/dg/sns-fifo-topics.html",
            resources: {
                type,
                properties: {
                    name: "orders.fifo",
                    fifoTopic: true,
                    contentBasedDeduplication: true,
                    kmsMasterKeyId: "arn:aws:kms:eu-central-1:111122223333:alias/orders",
                },
            },
        },
    },
    violating: {
        "by default": { resources: { type, properties: { displayName: "Orders" } }, at: ["kmsMasterKeyId"] },
        "an empty text": { resources: { type, properties: { kmsMasterKeyId: "" } }, at: ["kmsMasterKeyId"] },
        "null, which is nothing": { resources: { type, properties: { kmsMasterKeyId: null } }, at: ["kmsMasterKeyId"] },
        "first in, first out": {
            resources: { type, properties: { name: "orders.fifo", fifoTopic: true, policy: unknown } },
            at: ["kmsMasterKeyId"],
        },
        "of a wrong type": { resources: { type, properties: { kmsMasterKeyId: true } }, at: ["kmsMasterKeyId"] },
    },
    unknown: {
        "a key of the same program": {
            resources: { type, properties: { kmsMasterKeyId: unknown } },
            undetermined: ["kmsMasterKeyId"],
        },
    },
};
