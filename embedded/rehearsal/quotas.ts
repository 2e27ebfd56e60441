import type { StateResource } from "../upgrades/state";
import type { StackState } from "./stack-run";

/** What an account may have before it asks for more. moto knows no such bounds. */
interface Quota {
    readonly what: string;
    readonly type: string;
    readonly limit: number;
    /** Output by which they are counted apart; default: by region. */
    readonly per?: string;
    /** Output whose characters are counted, of which white space is free; default: the resources are. */
    readonly characters?: string;
    readonly source: string;
}

const vpc = "https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html";
const iam = "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html";
const balancing = "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html";

/** AWS' defaults, of what the stacks come near to first. */
const quotas: readonly Quota[] = [
    { what: "VPCs", type: "aws:ec2/vpc:Vpc", limit: 5, source: vpc },
    { what: "internet gateways", type: "aws:ec2/internetGateway:InternetGateway", limit: 5, source: vpc },
    { what: "Elastic IP addresses", type: "aws:ec2/eip:Eip", limit: 5, source: vpc },
    { what: "subnets of a VPC", type: "aws:ec2/subnet:Subnet", limit: 200, per: "vpcId", source: vpc },
    {
        what: "rules into a security group",
        type: "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
        ...{ limit: 60, per: "securityGroupId", source: vpc },
    },
    {
        what: "rules out of a security group",
        type: "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule",
        ...{ limit: 60, per: "securityGroupId", source: vpc },
    },
    {
        what: "managed policies of a role",
        type: "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
        ...{ limit: 10, per: "role", source: iam },
    },
    {
        what: "characters of a role's own policies",
        type: "aws:iam/rolePolicy:RolePolicy",
        ...{ limit: 10_240, per: "role", characters: "policy", source: iam },
    },
    {
        what: "characters of a managed policy",
        type: "aws:iam/policy:Policy",
        ...{ limit: 6_144, per: "arn", characters: "policy", source: iam },
    },
    {
        what: "characters of a role's trust policy",
        type: "aws:iam/role:Role",
        ...{ limit: 2_048, per: "arn", characters: "assumeRolePolicy", source: iam },
    },
    {
        what: "rules of a listener",
        type: "aws:lb/listenerRule:ListenerRule",
        ...{ limit: 100, per: "listenerArn", source: balancing },
    },
];

/** Where a stack has more of something than AWS gives an account that hasn't asked for it. */
export function quotaProblems({ deployment }: StackState): string[] {
    return quotas.flatMap(({ what, type, limit, per = "region", characters, source }) => {
        const counted = (deployment.resources ?? []).filter((each) => each.type === type);
        return [...sums(counted, per, characters)]
            .filter(([, sum]) => sum > limit)
            .map(([group, sum]) => `${group} has ${sum} ${what}, and AWS allows ${limit}: ${source}`);
    });
}

function sums(resources: readonly StateResource[], per: string, characters?: string): Map<string, number> {
    const found = new Map<string, number>();
    for (const { outputs = {} } of resources) {
        const group = String(outputs[per]);
        const text = characters === undefined ? "." : String(outputs[characters]);
        found.set(group, (found.get(group) ?? 0) + text.replace(/\s/g, "").length);
    }
    return found;
}
