import * as aws from "@pulumi/aws";

new aws.sqs.QueuePolicy("orders", {
    queueUrl: "https://sqs.eu-central-1.amazonaws.com/123456789012/orders",
    policy: JSON.stringify({
        Version: "2012-10-17",
        Statement: [
            {
                Effect: "Allow",
                Principal: { Service: "sns.amazonaws.com" },
                Action: "sqs:SendMessage",
                Resource: "arn:aws:sqs:eu-central-1:123456789012:orders",
                Condition: { ArnEquals: { "aws:SourceArn": "arn:aws:sns:eu-central-1:123456789012:orders" } },
            },
        ],
    }),
});
