import { checkov, resourceRule, securityHub } from "../rule";
import type { Value } from "../value";

export const kmsRotation = resourceRule({
    id: "kms-rotation",
    level: "mandatory",
    severity: "medium",
    what: "Keys of KMS are rotated by AWS, where it can.",
    why: "One key encrypts everything for years: who breaks or copies it once reads it all.",
    fix: `new aws.kms.Key("data", { enableKeyRotation: true });`,
    controls: [...securityHub("KMS.4"), ...checkov("CKV_AWS_7")],
    source: "https://docs.aws.amazon.com/kms/latest/developerguide/rotate-keys.html",
    types: ["aws:kms/key:Key"],
    check({ properties }, { violation }) {
        const rotation = properties.at("enableKeyRotation");
        if (!rotation.isUnknown && rotation.bool() === true) return;
        if (canRotate(properties) && rotation.bool() !== true) {
            violation(rotation, "is not true: the key would never be rotated");
        }
    },
});

/** AWS rotates symmetric keys for encryption, in its own store alone. */
function canRotate(properties: Value): boolean {
    const spec = properties.at("customerMasterKeySpec").text() ?? "SYMMETRIC_DEFAULT";
    return spec === "SYMMETRIC_DEFAULT" && properties.at("customKeyStoreId").isMissing;
}
