import { checkov, resourceRule, securityHub } from "../rule";

export const efsEncrypted = resourceRule({
    id: "efs-encrypted",
    level: "mandatory",
    severity: "high",
    what: "File systems of EFS are encrypted at rest.",
    why: "Who gets hold of the storage or a backup reads the files. It can't be turned on later: a file system is encrypted from its first day or copied to a new one.",
    fix: `new aws.efs.FileSystem("uploads", { encrypted: true });`,
    controls: [...securityHub("EFS.1"), ...checkov("CKV_AWS_42")],
    source: "https://docs.aws.amazon.com/efs/latest/ug/encryption-at-rest.html",
    types: ["aws:efs/fileSystem:FileSystem"],
    check({ properties }, { violation }) {
        const encrypted = properties.at("encrypted");
        if (encrypted.bool() !== true) {
            violation(encrypted, "is not true: the files would not be encrypted");
        }
    },
});
