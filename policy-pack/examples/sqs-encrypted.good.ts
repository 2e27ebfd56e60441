import * as aws from "@pulumi/aws";

new aws.sqs.Queue("orders", { visibilityTimeoutSeconds: 60, sqsManagedSseEnabled: true });
