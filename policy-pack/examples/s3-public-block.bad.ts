import * as aws from "@pulumi/aws";

const bucket = new aws.s3.Bucket("s3-public-block");

new aws.s3.BucketPublicAccessBlock("s3-public-block-settings", {
    bucket: bucket.id,
    blockPublicAcls: true,
    ignorePublicAcls: true,
});
