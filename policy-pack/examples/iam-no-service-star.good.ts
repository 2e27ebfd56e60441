import * as aws from "@pulumi/aws";

new aws.iam.Policy("orders", {
    policy: {
        Version: "2012-10-17",
        Statement: [{ Effect: "Allow", Action: ["s3:GetObject", "s3:PutObject"], Resource: "arn:aws:s3:::orders/*" }],
    },
});
