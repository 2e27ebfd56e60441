import * as aws from "@pulumi/aws";

new aws.rds.Instance("stack-budget", {
    engine: "postgres",
    instanceClass: "db.r6g.4xlarge",
    allocatedStorage: 20,
    username: "shop",
    manageMasterUserPassword: true,
    multiAz: true,
});
