import * as aws from "@pulumi/aws";

new aws.sqs.Queue("orders", { tags: { service: "orders", team: "shop" } });
