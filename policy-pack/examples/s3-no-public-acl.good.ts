import * as aws from "@pulumi/aws";

const bucket = new aws.s3.Bucket("downloads");

new aws.s3.BucketOwnershipControls("downloads-without-acls", {
    bucket: bucket.id,
    rule: { objectOwnership: "BucketOwnerEnforced" },
});
