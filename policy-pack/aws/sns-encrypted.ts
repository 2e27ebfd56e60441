import { checkov, resourceRule, securityHub } from "../rule";

export const snsEncrypted = resourceRule({
    id: "sns-encrypted",
    level: "advisory",
    severity: "medium",
    what: "Topics are encrypted at rest with a KMS key.",
    why: "Without a key SNS keeps the bodies of messages in plain text until they are delivered.",
    fix: `new aws.sns.Topic("orders", { kmsMasterKeyId: key.id });`,
    controls: [...securityHub("SNS.1"), ...checkov("CKV_AWS_26")],
    source: "https://docs.aws.amazon.com/sns/latest/dg/sns-server-side-encryption.html",
    types: ["aws:sns/topic:Topic"],
    check({ properties }, { violation }) {
        const key = properties.at("kmsMasterKeyId");
        if ((key.text() ?? "") === "") {
            violation(key, "is not set: messages would not be encrypted");
        }
    },
});
