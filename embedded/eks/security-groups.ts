import { SecurityGroup } from "@pulumi/aws/ec2/securityGroup";
import { SecurityGroupRule, type SecurityGroupRuleArgs } from "@pulumi/aws/ec2/securityGroupRule";
import * as pulumi from "@pulumi/pulumi";

type Tags = pulumi.Input<Record<string, pulumi.Input<string>>> | undefined;

const all = { fromPort: 0, toPort: 0, protocol: "-1" } as const;
const https = { fromPort: 443, toPort: 443, protocol: "tcp" } as const;

/** Later tags win; the name is only a default. */
export function tagsOf(first: Record<string, pulumi.Input<string>>, ...others: Tags[]) {
    return pulumi.all([first, ...others]).apply((all) => Object.assign({}, ...all) as Record<string, string>);
}

/** The control plane's own group: it may reach everything. */
export function clusterSecurityGroup(
    name: string,
    { vpcId, tags, groupTags }: { vpcId: pulumi.Input<string>; tags: Tags; groupTags: Tags },
    parent: pulumi.Resource,
): SecurityGroup {
    const groupName = `${name}-eksClusterSecurityGroup`;
    const group = new SecurityGroup(
        groupName,
        { vpcId, revokeRulesOnDelete: true, tags: tagsOf({ Name: groupName }, groupTags, tags) },
        { parent },
    );
    rule(`${name}-eksClusterInternetEgressRule`, parent, {
        description: "Allow internet access.",
        type: "egress",
        ...all,
        cidrBlocks: ["0.0.0.0/0"],
        securityGroupId: group.id,
    });
    return group;
}

interface NodeGroupArgs {
    vpcId: pulumi.Input<string>;
    clusterName: pulumi.Output<string>;
    /** The control plane's. */
    clusterGroupId: pulumi.Output<string>;
    tags: Tags;
    groupTags: Tags;
}

/** The nodes' group, and what passes between it and the control plane. */
export function nodeSecurityGroup(name: string, args: NodeGroupArgs, parent: pulumi.Resource) {
    const groupName = `${name}-nodeSecurityGroup`;
    const owned = args.clusterName.apply((cluster) => ({ [`kubernetes.io/cluster/${cluster}`]: "owned" }));
    const tags = tagsOf({ Name: groupName }, owned, args.groupTags, args.tags);
    const group = new SecurityGroup(groupName, { vpcId: args.vpcId, revokeRulesOnDelete: true, tags }, { parent });
    const toNodes = { type: "ingress", securityGroupId: group.id } as const;
    const fromCluster = { sourceSecurityGroupId: args.clusterGroupId };
    rule(`${name}-eksNodeIngressRule`, parent, {
        description: "Allow nodes to communicate with each other",
        ...toNodes,
        ...all,
        self: true,
    });
    rule(`${name}-eksNodeClusterIngressRule`, parent, {
        description: "Allow worker Kubelets and pods to receive communication from the cluster control plane",
        ...toNodes,
        ...{ fromPort: 1025, toPort: 65535, protocol: "tcp" },
        ...fromCluster,
    });
    rule(`${name}-eksExtApiServerClusterIngressRule`, parent, {
        description:
            "Allow pods running extension API servers on port 443 to receive communication from cluster control plane",
        ...toNodes,
        ...https,
        ...fromCluster,
    });
    rule(`${name}-eksNodeInternetEgressRule`, parent, {
        description: "Allow internet access.",
        type: "egress",
        ...all,
        cidrBlocks: ["0.0.0.0/0"],
        securityGroupId: group.id,
    });
    const clusterIngressRule = rule(`${name}-eksClusterIngressRule`, parent, {
        description: "Allow pods to communicate with the cluster API Server",
        type: "ingress",
        ...https,
        securityGroupId: args.clusterGroupId,
        sourceSecurityGroupId: group.id,
    });
    return { group, clusterIngressRule };
}

function rule(name: string, parent: pulumi.Resource, args: SecurityGroupRuleArgs): SecurityGroupRule {
    return new SecurityGroupRule(name, args, { parent });
}
