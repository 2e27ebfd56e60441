import * as aws from "@pulumi/aws";

const vpc = new aws.ec2.Vpc("default-sg-closed", { cidrBlock: "10.0.0.0/16" });

new aws.ec2.DefaultSecurityGroup("default-sg-closed-group", {
    vpcId: vpc.id,
    ingress: [{ self: true, protocol: "-1", fromPort: 0, toPort: 0 }],
});
