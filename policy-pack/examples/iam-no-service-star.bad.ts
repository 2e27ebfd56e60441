import * as aws from "@pulumi/aws";

new aws.iam.Policy("iam-no-service-star", {
    policy: {
        Version: "2012-10-17",
        Statement: [{ Effect: "Allow", Action: "s3:*", Resource: "arn:aws:s3:::orders/*" }],
    },
});
