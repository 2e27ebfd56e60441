import { checkov, securityHub, stackRule } from "../rule";
import { judgeBuckets, logging, takesLogs } from "./buckets";

export const s3Logging = stackRule({
    id: "s3-logging",
    level: "advisory",
    severity: "low",
    what: "Buckets log who accessed them. (Those that get logs themselves are skipped.)",
    why: "After a leak nobody can tell which objects were read, when, and from where.",
    fix: `new aws.s3.BucketLogging("uploads", { bucket: bucket.id, targetBucket: logs.id, targetPrefix: "uploads/" });`,
    controls: [...securityHub("S3.9"), ...checkov("CKV_AWS_18")],
    source: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/ServerLogs.html",
    checkStack(stack, review) {
        judgeBuckets(stack, review, {
            setting: logging,
            isExempt: (bucket) => takesLogs(stack, bucket),
            missing: "logs no access: a BucketLogging belongs to it",
            judge: (setting) => {
                const target = setting.at("targetBucket");
                // It is yet unknown where the logs go, but they go somewhere.
                if (!target.isUnknown && (target.text() ?? "") === "") review.violation(target, "is missing");
            },
        });
    },
});
