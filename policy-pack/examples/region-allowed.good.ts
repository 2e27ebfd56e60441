import * as aws from "@pulumi/aws";

new aws.s3.Bucket("invoices", { region: "eu-central-1" });
