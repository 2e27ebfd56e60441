import { checkov, resourceRule, securityHub } from "../rule";

export const rdsEncrypted = resourceRule({
    id: "rds-encrypted",
    level: "mandatory",
    severity: "high",
    what: "Databases are encrypted at rest.",
    why: "Who gets hold of the storage, a snapshot or a backup reads the data. It can't be turned on later: a database is encrypted from its first day or moved to a new one.",
    fix: `new aws.rds.Instance("orders", { storageEncrypted: true, kmsKeyId: key.arn });`,
    controls: [...securityHub("RDS.3"), ...checkov("CKV_AWS_16", "CKV_AWS_96")],
    source: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Overview.Encryption.html",
    types: ["aws:rds/instance:Instance", "aws:rds/cluster:Cluster"],
    check({ properties }, { violation }) {
        const encrypted = properties.at("storageEncrypted");
        if (encrypted.bool() !== true) {
            violation(encrypted, "is not true: the storage would not be encrypted");
        }
    },
});
