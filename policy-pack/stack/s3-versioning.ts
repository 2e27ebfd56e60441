import { checkov, securityHub, stackRule } from "../rule";
import { judgeBuckets, versioning } from "./buckets";

export const s3Versioning = stackRule({
    id: "s3-versioning",
    level: "advisory",
    severity: "medium",
    what: "Buckets keep old versions of their objects.",
    why: "What a bug, a wrong command or an intruder overwrites or deletes is gone.",
    fix: `new aws.s3.BucketVersioning("uploads", {
    bucket: bucket.id,
    versioningConfiguration: { status: "Enabled" },
});`,
    controls: [...securityHub("S3.14"), ...checkov("CKV_AWS_21")],
    source: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/Versioning.html",
    checkStack(stack, review) {
        judgeBuckets(stack, review, {
            setting: versioning,
            missing: "keeps no old versions: a BucketVersioning belongs to it",
            judge: (setting) => {
                const isInline = setting.path !== "";
                const state = isInline ? setting.at("enabled") : setting.at("versioningConfiguration", "status");
                const isOn = isInline ? state.bool() === true : state.text() === "Enabled";
                if (!isOn) review.violation(state, isInline ? "is not true" : "is not Enabled");
            },
        });
    },
});
