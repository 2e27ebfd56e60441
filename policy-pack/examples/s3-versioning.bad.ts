import * as aws from "@pulumi/aws";

const bucket = new aws.s3.Bucket("s3-versioning");

new aws.s3.BucketVersioning("s3-versioning-settings", {
    bucket: bucket.id,
    versioningConfiguration: { status: "Suspended" },
});
