import * as aws from "@pulumi/aws";

new aws.rds.ParameterGroup("orders", {
    family: "postgres17",
    parameters: [{ name: "rds.force_ssl", value: "1" }],
});
