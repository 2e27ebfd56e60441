import * as aws from "@pulumi/aws";

new aws.secretsmanager.Secret("cmk-required", { description: "Key of the payment provider" });
