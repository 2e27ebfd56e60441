import * as aws from "@pulumi/aws";

const logs = new aws.s3.Bucket("logs");
const bucket = new aws.s3.Bucket("uploads");

new aws.s3.BucketLogging("uploads-logging", {
    bucket: bucket.id,
    targetBucket: logs.id,
    targetPrefix: "uploads/",
});
