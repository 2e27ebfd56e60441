import * as aws from "@pulumi/aws";

new aws.iam.Policy("iam-no-admin", {
    policy: {
        Version: "2012-10-17",
        Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }],
    },
});
