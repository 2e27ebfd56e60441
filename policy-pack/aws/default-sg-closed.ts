import { checkov, resourceRule, securityHub } from "../rule";

export const defaultSgClosed = resourceRule({
    id: "default-sg-closed",
    level: "mandatory",
    severity: "high",
    what: "The default security group of a VPC has no rules.",
    why: "Whatever is started without a group of its own gets this one: with no rules it reaches nobody, and nobody reaches it.",
    fix: `new aws.ec2.DefaultSecurityGroup("closed", { vpcId: vpc.id, ingress: [], egress: [] });`,
    controls: [...securityHub("EC2.2"), ...checkov("CKV2_AWS_12")],
    source: "https://docs.aws.amazon.com/vpc/latest/userguide/default-security-group.html",
    types: ["aws:ec2/defaultSecurityGroup:DefaultSecurityGroup"],
    check({ properties }, { decide, violation }) {
        for (const direction of ["ingress", "egress"]) {
            decide(() => {
                const rules = properties.at(direction);
                if (rules.list().length > 0) {
                    violation(rules, "has rules: they belong in a security group of their own");
                }
            });
        }
    },
});
