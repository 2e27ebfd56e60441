import { checkov, securityHub, stackRule } from "../rule";
import { judgeBuckets, publicAccessBlock } from "./buckets";

const flags = ["blockPublicAcls", "blockPublicPolicy", "ignorePublicAcls", "restrictPublicBuckets"] as const;

export const s3PublicBlock = stackRule({
    id: "s3-public-block",
    level: "mandatory",
    severity: "high",
    what: "Each bucket blocks public access in all four ways.",
    why: "One policy or one ACL, written by mistake, opens the bucket to the internet. With the block that mistake is refused, or does nothing.",
    fix: `new aws.s3.BucketPublicAccessBlock("uploads", {
    bucket: bucket.id,
    blockPublicAcls: true,
    blockPublicPolicy: true,
    ignorePublicAcls: true,
    restrictPublicBuckets: true,
});`,
    controls: [
        ...securityHub("S3.8"),
        ...checkov("CKV_AWS_53", "CKV_AWS_54", "CKV_AWS_55", "CKV_AWS_56", "CKV2_AWS_6"),
    ],
    source: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html",
    checkStack(stack, review) {
        judgeBuckets(stack, review, {
            setting: publicAccessBlock,
            missing: "has no BucketPublicAccessBlock",
            judge: (block) => {
                for (const flag of flags) {
                    review.decide(() => {
                        if (block.at(flag).bool() !== true) review.violation(block.at(flag), "is not true");
                    });
                }
            },
        });
    },
});
