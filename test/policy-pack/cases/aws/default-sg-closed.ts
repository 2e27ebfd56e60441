import { defaultSgClosed } from "../../../../policy-pack/aws/default-sg-closed";
import { type RuleCases, unknown } from "../../rule-cases";

const type = "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup";
const source = "https://docs.aws.amazon.com/vpc/latest/userguide/default-security-group.html";
const fromItself = { protocol: "-1", fromPort: 0, toPort: 0, self: true };
const toAnyone = { protocol: "-1", fromPort: 0, toPort: 0, cidrBlocks: ["0.0.0.0/0"] };

export const cases: RuleCases = {
    rule: defaultSgClosed,
    compliant: {
        "no rules": { source, resources: { type, properties: { vpcId: unknown, ingress: [], egress: [] } } },
        "taken over, which removes what AWS put there": {
            source: "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/default_security_group",
            resources: { type, properties: { vpcId: "vpc-0123456789abcdef0", tags: { Name: "closed" } } },
        },
        "a group of its own beside it": {
            source: "https://docs.aws.amazon.com/vpc/latest/userguide/creating-security-groups.html",
            resources: [
                { name: "default", type, properties: { vpcId: unknown, ingress: [], egress: [] } },
                {
                    name: "web",
                    type: "aws:ec2/securityGroup:SecurityGroup",
                    properties: { vpcId: unknown, ingress: [fromItself], egress: [toAnyone] },
                },
            ],
        },
    },
    violating: {
        "what AWS puts there": {
            resources: { type, properties: { vpcId: unknown, ingress: [fromItself], egress: [toAnyone] } },
            at: ["egress", "ingress"],
        },
        "in alone": { resources: { type, properties: { ingress: [fromItself] } }, at: ["ingress"] },
        "out alone, in unknown": {
            resources: { type, properties: { ingress: unknown, egress: [toAnyone] } },
            at: ["egress"],
        },
        "a rule that is unknown itself": { resources: { type, properties: { ingress: [unknown] } }, at: ["ingress"] },
        "of a wrong type": { resources: { type, properties: { ingress: fromItself, egress: [] } }, at: ["ingress"] },
    },
    unknown: {
        "what comes in": {
            resources: { type, properties: { ingress: unknown, egress: [] } },
            undetermined: ["ingress"],
        },
        "what goes out": {
            resources: { type, properties: { ingress: [], egress: unknown } },
            undetermined: ["egress"],
        },
    },
};
