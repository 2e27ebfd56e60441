import * as aws from "@pulumi/aws";

new aws.sns.Topic("orders", { displayName: "Orders", kmsMasterKeyId: "alias/aws/sns" });
