import * as aws from "@pulumi/aws";

const vpc = new aws.ec2.Vpc("no-auto-public-ip", { cidrBlock: "10.0.0.0/16" });

new aws.ec2.Subnet("no-auto-public-ip-subnet", {
    vpcId: vpc.id,
    cidrBlock: "10.0.1.0/24",
    mapPublicIpOnLaunch: true,
});
