import * as aws from "@pulumi/aws";

new aws.rds.ParameterGroup("rds-force-tls", {
    family: "postgres17",
    parameters: [{ name: "rds.force_ssl", value: "0" }],
});
