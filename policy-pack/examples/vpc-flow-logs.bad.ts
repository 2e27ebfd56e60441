import * as aws from "@pulumi/aws";

new aws.ec2.Vpc("vpc-flow-logs", { cidrBlock: "10.20.0.0/16" });
