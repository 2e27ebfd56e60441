import { checkov, resourceRule, securityHub } from "../rule";

export const sqsEncrypted = resourceRule({
    id: "sqs-encrypted",
    level: "mandatory",
    severity: "high",
    what: "Queues are encrypted at rest, with the key of SQS or a KMS key.",
    why: "Messages wait in plain text, up to two weeks, for whoever gets hold of the storage.",
    fix: `new aws.sqs.Queue("orders", { sqsManagedSseEnabled: true });`,
    controls: [...securityHub("SQS.1"), ...checkov("CKV_AWS_27")],
    source: "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-server-side-encryption.html",
    types: ["aws:sqs/queue:Queue"],
    check({ properties }, { violation }) {
        const key = properties.at("kmsMasterKeyId");
        const managed = properties.at("sqsManagedSseEnabled");
        if (!key.isUnknown && (key.text() ?? "") !== "") return;
        // A queue that says nothing is encrypted with the key of SQS.
        if (managed.bool() !== false) return;
        if ((key.text() ?? "") === "") {
            violation(managed, "is false and no KMS key is set: messages would not be encrypted");
        }
    },
});
