import * as aws from "@pulumi/aws";

new aws.sns.Topic("sns-encrypted", { displayName: "Orders" });
