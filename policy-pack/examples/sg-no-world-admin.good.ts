import * as aws from "@pulumi/aws";

new aws.vpc.SecurityGroupIngressRule("ssh-from-the-office", {
    securityGroupId: "sg-0123456789abcdef0",
    cidrIpv4: "203.0.113.0/24",
    ipProtocol: "tcp",
    fromPort: 22,
    toPort: 22,
});
