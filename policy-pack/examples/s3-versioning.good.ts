import * as aws from "@pulumi/aws";

const bucket = new aws.s3.Bucket("uploads");

new aws.s3.BucketVersioning("uploads-versioning", {
    bucket: bucket.id,
    versioningConfiguration: { status: "Enabled" },
});
