import * as aws from "@pulumi/aws";

const key = new aws.kms.Key("uploads", { enableKeyRotation: true });
const bucket = new aws.s3.Bucket("uploads");

new aws.s3.BucketServerSideEncryptionConfiguration("uploads-encryption", {
    bucket: bucket.id,
    rules: [
        {
            applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId: key.arn },
            bucketKeyEnabled: true,
        },
    ],
});
