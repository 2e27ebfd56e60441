import * as aws from "@pulumi/aws";

const bucket = new aws.s3.Bucket("uploads");

new aws.s3.BucketPublicAccessBlock("uploads-settings", {
    bucket: bucket.id,
    blockPublicAcls: true,
    blockPublicPolicy: true,
    ignorePublicAcls: true,
    restrictPublicBuckets: true,
});
