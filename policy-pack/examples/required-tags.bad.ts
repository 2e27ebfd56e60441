import * as aws from "@pulumi/aws";

new aws.sqs.Queue("required-tags", { tags: { service: "orders" } });
