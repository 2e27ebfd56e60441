import * as aws from "@pulumi/aws";

new aws.vpc.SecurityGroupIngressRule("sg-no-world-admin", {
    securityGroupId: "sg-0123456789abcdef0",
    cidrIpv4: "0.0.0.0/0",
    ipProtocol: "tcp",
    fromPort: 22,
    toPort: 22,
});
