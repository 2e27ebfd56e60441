import * as aws from "@pulumi/aws";

new aws.sqs.Queue("sqs-encrypted", { visibilityTimeoutSeconds: 60, sqsManagedSseEnabled: false });
