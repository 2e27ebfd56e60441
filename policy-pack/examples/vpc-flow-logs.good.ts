import * as aws from "@pulumi/aws";

const vpc = new aws.ec2.Vpc("network", { cidrBlock: "10.20.0.0/16" });

new aws.ec2.FlowLog("network-flow-log", {
    vpcId: vpc.id,
    trafficType: "ALL",
    logDestinationType: "s3",
    logDestination: "arn:aws:s3:::shop-flow-logs",
});
