import * as aws from "@pulumi/aws";

const bucket = new aws.s3.Bucket("s3-sse-kms");

new aws.s3.BucketServerSideEncryptionConfiguration("s3-sse-kms-encryption", {
    bucket: bucket.id,
    rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }],
});
