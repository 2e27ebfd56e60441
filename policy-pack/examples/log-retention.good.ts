import * as aws from "@pulumi/aws";

new aws.cloudwatch.LogGroup("orders", { retentionInDays: 365 });
