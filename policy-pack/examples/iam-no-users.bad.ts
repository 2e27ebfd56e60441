import * as aws from "@pulumi/aws";

const user = new aws.iam.User("iam-no-users", { name: "deploy" });

new aws.iam.AccessKey("iam-no-users-key", { user: user.name });
