import * as aws from "@pulumi/aws";

new aws.iam.RolePolicyAttachment("deploy", {
    role: "deploy",
    policyArn: "arn:aws:iam::123456789012:policy/deploy-the-shop",
});
