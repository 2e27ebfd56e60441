import * as aws from "@pulumi/aws";

new aws.rds.Instance("orders", {
    engine: "postgres",
    instanceClass: "db.t4g.medium",
    allocatedStorage: 20,
    username: "shop",
    manageMasterUserPassword: true,
    multiAz: true,
});
