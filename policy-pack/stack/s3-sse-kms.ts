import { checkov, securityHub, stackRule } from "../rule";
import type { Value } from "../value";
import { encryption, judgeBuckets, oneOrMany, takesLogsWithoutKms } from "./buckets";

const withKms = ["aws:kms", "aws:kms:dsse"];

export const s3SseKms = stackRule({
    id: "s3-sse-kms",
    level: "advisory",
    severity: "medium",
    what: "Buckets encrypt what is put into them with a KMS key. (Those that get logs of S3 or of load balancers can't, and are skipped.)",
    why: "With S3's own keys everybody who may read the bucket reads the objects: no key policy stands in between, and CloudTrail doesn't tell who decrypted what.",
    fix: `new aws.s3.BucketServerSideEncryptionConfiguration("uploads", {
    bucket: bucket.id,
    rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId: key.arn }, bucketKeyEnabled: true }],
});`,
    controls: [...securityHub("S3.17"), ...checkov("CKV_AWS_145")],
    source: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html",
    checkStack(stack, review) {
        judgeBuckets(stack, review, {
            setting: encryption,
            isExempt: (bucket) => takesLogsWithoutKms(stack, bucket),
            missing: "has no encryption with a KMS key: a configuration with aws:kms belongs to it",
            judge: (setting) => {
                const algorithms = algorithmsOf(setting);
                if (algorithms.some((algorithm) => withKms.includes(algorithm.text() ?? ""))) return;
                review.violation(algorithms[0] ?? setting, "is neither aws:kms nor aws:kms:dsse");
            },
        });
    },
});

function algorithmsOf(setting: Value): Value[] {
    return [...oneOrMany(setting.at("rules")), ...oneOrMany(setting.at("rule"))]
        .flatMap((rule) => [
            ...oneOrMany(rule.at("applyServerSideEncryptionByDefault")),
            ...oneOrMany(rule.at("applyServerSideEncryptionByDefaults")),
        ])
        .map((byDefault) => byDefault.at("sseAlgorithm"));
}
