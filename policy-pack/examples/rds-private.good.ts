import * as aws from "@pulumi/aws";

new aws.rds.Instance("orders", {
    engine: "postgres",
    instanceClass: "db.t4g.micro",
    allocatedStorage: 20,
    username: "shop",
    manageMasterUserPassword: true,
    publiclyAccessible: false,
});
