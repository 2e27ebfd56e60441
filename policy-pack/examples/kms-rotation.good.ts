import * as aws from "@pulumi/aws";

new aws.kms.Key("data", { description: "Data of the shop", enableKeyRotation: true });
