import * as aws from "@pulumi/aws";

const bucket = new aws.s3.Bucket("s3-no-public-acl");

new aws.s3.BucketAcl("s3-no-public-acl-of-bucket", { bucket: bucket.id, acl: "public-read" });
