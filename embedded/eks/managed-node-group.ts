import { NodeGroup } from "@pulumi/aws/eks";
import type { Cluster as AwsCluster } from "@pulumi/aws/eks";
import type { ManagedNodeGroupArgs } from "@pulumi/eks/managedNodeGroup";
import * as pulumi from "@pulumi/pulumi";

import { managedNodeGroupProblems } from "./options";
import { throwProblems } from "./problems";

/** What a node group needs to know of its cluster; the rest of `core` is for programs. */
export interface Core {
    cluster: AwsCluster;
    subnetIds?: string[];
}

/** What release 4 registers for eks:index:ManagedNodeGroup, for the options that `options.ts` knows. */
export class ManagedNodeGroup extends pulumi.ComponentResource {
    readonly nodeGroup: NodeGroup;

    constructor(
        name: string,
        args: Omit<ManagedNodeGroupArgs, "cluster"> & { cluster: pulumi.Input<Core | { core: pulumi.Input<Core> }> },
        opts: pulumi.ComponentResourceOptions,
    ) {
        throwProblems(`eks.ManagedNodeGroup ${name}`, managedNodeGroupProblems({ ...args }));
        super("eks:index:ManagedNodeGroup", name, args, opts);
        const { cluster: owner, nodeRole, nodeRoleArn, scalingConfig, ignoreScalingChanges, ...rest } = args;
        const core = pulumi.output(owner).apply((each) => ("core" in each ? each.core : each)) as pulumi.Output<Core>;
        const cluster = core.apply((each) => each.cluster);
        const roleArn = nodeRole === undefined ? nodeRoleArn : pulumi.output(nodeRole).arn;
        this.nodeGroup = new NodeGroup(
            name,
            {
                ...rest,
                // With a launch template of the user's, its image says which version runs.
                version: args.version ?? (args.launchTemplate === undefined ? cluster.version : undefined),
                clusterName: args.clusterName ?? cluster.name,
                nodeRoleArn: pulumi.output(roleArn).apply((arn) => arn ?? ""),
                subnetIds: args.subnetIds ?? core.apply((each) => each.subnetIds ?? []),
                scalingConfig: pulumi
                    .output(scalingConfig)
                    .apply((own) => ({ desiredSize: 2, minSize: 1, maxSize: 2, ...own })),
            },
            { parent: this, ignoreChanges: ignoreScalingChanges ? ["scalingConfig.desiredSize"] : undefined },
        );
        this.registerOutputs({ nodeGroup: this.nodeGroup, placementGroupName: "" });
    }
}
