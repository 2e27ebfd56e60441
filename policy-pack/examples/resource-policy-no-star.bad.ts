import * as aws from "@pulumi/aws";

new aws.sqs.QueuePolicy("resource-policy-no-star", {
    queueUrl: "https://sqs.eu-central-1.amazonaws.com/123456789012/orders",
    policy: JSON.stringify({
        Version: "2012-10-17",
        Statement: [
            {
                Effect: "Allow",
                Principal: "*",
                Action: "sqs:SendMessage",
                Resource: "arn:aws:sqs:eu-central-1:123456789012:orders",
            },
        ],
    }),
});
