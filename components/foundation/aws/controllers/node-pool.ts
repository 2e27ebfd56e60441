import { CustomResource, type CustomResourceArgs } from "@pulumi/kubernetes/apiextensions";
import * as pulumi from "@pulumi/pulumi";

import { throwProblems } from "../../../problems";
import { type Transform, transformed } from "../../../transform";
import { nodePoolDefaults, nodePoolProblems } from "./node-pool-rules";

export interface NodePoolArgs {
    /** Name of the nodes' role: `Karpenter.nodeRoleName`. Changing it replaces the nodes, in turn. */
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
     * Release of Amazon Linux 2023 for EKS, such as `v20260911`: the same image on every node, until you raise it here.
     * Changing it replaces the nodes, in turn. https://github.com/awslabs/amazon-eks-ami/releases
     */
    amiVersion: string;
    /** Processors of the nodes; default `amd64`. Nodes with others are replaced, in turn. */
    architecture?: "amd64" | "arm64";
    /**
     * How the instances are paid; default `on-demand` alone. `spot` is up to 90 % cheaper, is taken first where both are
     * given, and AWS takes each back at two minutes' notice. Nodes of another kind are replaced, in turn.
     */
    capacityTypes?: ("on-demand" | "spot")[];
    /** Families of instance types by their letters; default `c`, `m` and `r`. Other nodes are replaced, in turn. */
    instanceCategories?: string[];
    /** What all nodes of the pool may have together: beyond it no more are made. Changed in place. */
    limits: { cpu: number; memoryGiB: number };
    /** Tags of the instances, volumes and interfaces; default none. Changing them replaces the nodes, in turn. */
    tags?: Record<string, pulumi.Input<string>>;
    /** Bends an object. */
    transform?: { nodeClass?: Transform<CustomResourceArgs>; nodePool?: Transform<CustomResourceArgs> };
}

/**
 * Nodes that Karpenter makes for pods which find no place, and takes away when others can hold their pods: a pinned image,
 * IMDSv2 out of reach of the pods, encrypted gp3 volumes, detailed monitoring, replaced after 30 days, at most a tenth of
 * them at a time. `name` is the name of the pool and of its EC2NodeClass, one of each in a cluster.
 *
 * `opts.provider` is the cluster's; put `Controllers`, which brings Karpenter, in `opts.dependsOn`. Deleting the pool
 * drains and ends its nodes.
 *
 * The instances cost what EC2 takes for them; detailed monitoring adds about $2.10 a month for each.
 * https://karpenter.sh/docs/concepts/nodepools/ https://karpenter.sh/docs/concepts/nodeclasses/
 *
 * @example
 * ```ts
 * import { type Cluster, type Controllers, type Encryption, type Karpenter, type Network, NodePool } from "@alchemorsel/platform/aws";
 * import { Provider } from "@pulumi/kubernetes";
 *
 * declare const cluster: Cluster;
 * declare const controllers: Controllers;
 * declare const encryption: Encryption;
 * declare const karpenter: Karpenter;
 * declare const network: Network;
 *
 * const provider = new Provider("shop", { kubeconfig: cluster.kubeconfig }, { dependsOn: cluster });
 *
 * new NodePool(
 *     "general",
 *     {
 *         nodeRoleName: karpenter.nodeRoleName,
 *         subnetIds: network.subnetIds.private,
 *         securityGroupIds: [cluster.securityGroupId],
 *         volumeKeyArn: encryption.keyArns.data,
 *         amiVersion: "v20260911",
 *         limits: { cpu: 64, memoryGiB: 256 },
 *     },
 *     { provider, dependsOn: controllers },
 * );
 * ```
 */
export class NodePool extends pulumi.ComponentResource {
    constructor(name: string, args: NodePoolArgs, opts?: pulumi.ComponentResourceOptions) {
        const settings = withDefaults(args);
        throwProblems(`The args of node pool ${name} are not valid.`, nodePoolProblems(name, settings));
        super("alchemorsel:aws:NodePool", name, {}, opts);
        const { transform } = args;
        // Also in the state: without Karpenter the objects can't be deleted.
        const classOpts = { parent: this, dependsOn: opts?.dependsOn };
        const nodeClass = new CustomResource(
            `${name}-class`,
            ...transformed(transform?.nodeClass, nodeClassOf(name, settings), classOpts),
        );
        const poolOpts = { parent: this, dependsOn: nodeClass };
        new CustomResource(`${name}-pool`, ...transformed(transform?.nodePool, nodePoolOf(name, settings), poolOpts));
        this.registerOutputs({});
    }
}

type Settings = ReturnType<typeof withDefaults>;

function withDefaults(args: NodePoolArgs) {
    const given = Object.fromEntries(Object.entries(args).filter(([, value]) => value !== undefined)) as typeof args;
    return { ...nodePoolDefaults, ...given };
}

/** What EC2 makes of a node. */
function nodeClassOf(name: string, settings: Settings): CustomResourceArgs {
    const { nodeRoleName, amiVersion, subnetIds, securityGroupIds, volumeSizeGiB, volumeKeyArn, tags } = settings;
    const byId = (ids: pulumi.Input<string>[]) => ids.map((id) => ({ id }));
    const ebs = {
        volumeType: "gp3",
        volumeSize: `${volumeSizeGiB}Gi`,
        encrypted: true,
        kmsKeyID: volumeKeyArn,
        deleteOnTermination: true,
    };
    return {
        apiVersion: "karpenter.k8s.aws/v1",
        kind: "EC2NodeClass",
        metadata: { name },
        spec: {
            role: nodeRoleName,
            amiSelectorTerms: [{ alias: `al2023@${amiVersion}` }],
            subnetSelectorTerms: byId(subnetIds),
            securityGroupSelectorTerms: byId(securityGroupIds),
            // With one hop alone, pods that don't use the host's network can't reach the node's credentials.
            metadataOptions: { httpEndpoint: "enabled", httpTokens: "required", httpPutResponseHopLimit: 1 },
            blockDeviceMappings: [{ deviceName: "/dev/xvda", ebs }],
            detailedMonitoring: true,
            tags,
        },
    };
}

/** Which nodes there may be, and when they go. */
function nodePoolOf(name: string, settings: Settings): CustomResourceArgs {
    const { architecture, capacityTypes, instanceCategories, limits } = settings;
    const among = (key: string, values: string[]) => ({ key, operator: "In", values });
    return {
        apiVersion: "karpenter.sh/v1",
        kind: "NodePool",
        metadata: { name },
        spec: {
            template: {
                spec: {
                    nodeClassRef: { group: "karpenter.k8s.aws", kind: "EC2NodeClass", name },
                    requirements: [
                        among("kubernetes.io/os", ["linux"]),
                        among("kubernetes.io/arch", [architecture]),
                        among("karpenter.sh/capacity-type", capacityTypes),
                        among("karpenter.k8s.aws/instance-category", instanceCategories),
                        // Older ones aren't on Nitro.
                        { key: "karpenter.k8s.aws/instance-generation", operator: "Gt", values: ["4"] },
                    ],
                    expireAfter: "720h",
                },
            },
            disruption: {
                consolidationPolicy: "WhenEmptyOrUnderutilized",
                consolidateAfter: "5m",
                budgets: [{ nodes: "10%" }],
            },
            limits: { cpu: String(limits.cpu), memory: `${limits.memoryGiB}Gi` },
        },
    };
}
