import * as aws from "@pulumi/aws";

new aws.iam.RolePolicyAttachment("iam-no-admin-attach", {
    role: "deploy",
    policyArn: aws.iam.ManagedPolicy.AdministratorAccess,
});
