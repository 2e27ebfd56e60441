import * as aws from "@pulumi/aws";

const bucket = new aws.s3.Bucket("uploads", { bucket: "shop-uploads" });

new aws.s3.BucketPolicy("uploads-policy", {
    bucket: bucket.id,
    policy: {
        Version: "2012-10-17",
        Statement: [
            {
                Effect: "Deny",
                Principal: "*",
                Action: "s3:*",
                Resource: ["arn:aws:s3:::shop-uploads", "arn:aws:s3:::shop-uploads/*"],
                Condition: { Bool: { "aws:SecureTransport": "false" } },
            },
        ],
    },
});
