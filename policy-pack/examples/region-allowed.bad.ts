import * as aws from "@pulumi/aws";

new aws.s3.Bucket("region-allowed", { region: "us-east-1" });
