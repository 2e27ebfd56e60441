import * as aws from "@pulumi/aws";

new aws.kms.Key("kms-rotation", { description: "Data of the shop" });
