import { ConfigMap } from "@pulumi/kubernetes/core/v1";
import * as pulumi from "@pulumi/pulumi";

import type { AwsConfig } from "../../aws-config";
import type { Cluster } from "./cluster/cluster";
import { ControllerRoles, type ControllerRolesArgs } from "./cluster/controller-roles";
import { Karpenter, type KarpenterArgs } from "./cluster/karpenter";
import { Observability, type ObservabilityArgs } from "./cluster/observability";
import { NodeGroup, type NodeGroupArgs } from "./cluster/node-group";
import { Controllers, type ControllersArgs } from "./controllers/controllers";
import { NodePool, type NodePoolArgs } from "./controllers/node-pool";
import type { Network } from "./network/network";
import { partNames } from "./part-names";

interface NodesArgs {
    config: Pick<AwsConfig, "name" | "region" | "accountId" | "cluster">;
    network: Network;
    cluster: Cluster;
    /** ARN of the key of the nodes' volumes. */
    volumeKeyArn: pulumi.Input<string>;
    /** ARN of the key of the logs. */
    logsKeyArn: pulumi.Input<string>;
    /** What external-secrets may read, and the keys of it. */
    secrets: { arns: pulumi.Input<string>[]; keyArns: pulumi.Input<string>[] };
    /** The namespace that external-secrets serves. */
    namespace: pulumi.Input<string>;
    transform?: NodesTransform;
}

export interface NodesTransform {
    /** `Observability`. */
    observability?: ObservabilityArgs["transform"];
    /** `ControllerRoles`. */
    roles?: ControllerRolesArgs["transform"];
    /** Each `NodeGroup`. */
    nodeGroups?: NodeGroupArgs["transform"];
    /** `Karpenter`. */
    karpenter?: KarpenterArgs["transform"];
    /** `Controllers`. */
    controllers?: ControllersArgs["transform"];
    /** `NodePool`. */
    nodePool?: NodePoolArgs["transform"];
}

/**
 * What makes a cluster able to run workloads: nodes, the controllers that Auto Mode doesn't bring, and their rights.
 *
 * @returns What must be there before a workload's pod starts.
 */
export function createNodes(
    args: NodesArgs,
    opts: pulumi.ComponentResourceOptions & { provider: pulumi.ProviderResource },
): pulumi.Resource[] {
    const { compute } = args.config.cluster;
    const ready = compute.kind === "auto" ? createForAutoMode(args, opts) : createManaged(args, compute, opts);
    createObservability(args, { ...opts, dependsOn: ready });
    return ready;
}

function createObservability({ config, cluster, logsKeyArn, transform }: NodesArgs, opts: Opts): void {
    const { name, region } = config;
    const { observability } = config.cluster;
    if (observability !== undefined) {
        const { clusterName } = cluster;
        const args = { ...observability, clusterName, region, logsKeyArn, transform: transform?.observability };
        new Observability(partNames(name).observability, args, opts);
    }
}

type Managed = Extract<AwsConfig["cluster"]["compute"], { kind: "managed" }>;
type Opts = Parameters<typeof createNodes>[1];

function createForAutoMode(args: NodesArgs, opts: Opts): pulumi.Resource[] {
    const names = partNames(args.config.name);
    const roles = createRoles(args, {}, opts);
    const common = { clusterName: args.cluster.clusterName, region: args.config.region };
    const policies = enforceNetworkPolicies(args.config.name, opts);
    const controllers = new Controllers(
        names.controllers,
        {
            ...common,
            metricsServer: true,
            externalSecrets: { onlyNamespace: args.namespace },
            transform: args.transform?.controllers,
        },
        { ...opts, dependsOn: [roles] },
    );
    return [controllers, policies];
}

/**
 * Without it, Auto Mode takes network policies and lets everything through.
 * https://docs.aws.amazon.com/eks/latest/userguide/auto-net-pol.html
 */
function enforceNetworkPolicies(name: string, opts: Opts): pulumi.Resource {
    const metadata = { name: "amazon-vpc-cni", namespace: "kube-system" };
    const data = { "enable-network-policy-controller": "true" };
    return new ConfigMap(`${name}-network-policies`, { metadata, data }, opts);
}

function createManaged(args: NodesArgs, compute: Managed, opts: Opts): pulumi.Resource[] {
    const { config, cluster, network, transform } = args;
    const names = partNames(config.name);
    const roles = createRoles(args, { vpcCni: {}, loadBalancerController: { manages: "targets" } }, opts);
    const groups = Object.entries(compute.nodeGroups).map(
        ([group, given]) =>
            new NodeGroup(
                names.nodes(group),
                {
                    ...given,
                    clusterName: cluster.clusterName,
                    region: config.region,
                    subnetIds: network.subnetIds.private,
                    version: config.cluster.version,
                    volumeKeyArn: args.volumeKeyArn,
                    cni: "pod-identity",
                    transform: transform?.nodeGroups,
                },
                // Without its role the CNI starts without rights, without routes nodes don't reach the cluster.
                { ...opts, dependsOn: [cluster, roles, network] },
            ),
    );
    const karpenter = compute.karpenter && createKarpenter(args, opts);
    const controllers = new Controllers(
        names.controllers,
        {
            clusterName: cluster.clusterName,
            region: config.region,
            loadBalancerController: { vpcId: network.vpcId },
            metricsServer: true,
            externalSecrets: { onlyNamespace: args.namespace },
            karpenter: karpenter && { queueName: karpenter.queueName },
            transform: transform?.controllers,
        },
        { ...opts, dependsOn: [...groups, roles, ...(karpenter ? [karpenter] : [])] },
    );
    if (compute.karpenter !== undefined && karpenter !== undefined) {
        createNodePool(args, compute.karpenter, karpenter, { ...opts, dependsOn: [controllers] });
    }
    return [controllers];
}

function createRoles(args: NodesArgs, managed: Partial<ControllerRolesArgs>, opts: Opts): ControllerRoles {
    const { config, cluster, secrets, transform } = args;
    const { arns: secretArns, keyArns } = secrets;
    return new ControllerRoles(
        partNames(config.name).roles,
        {
            clusterName: cluster.clusterName,
            region: config.region,
            ...managed,
            externalSecrets: { secretArns, keyArns },
            transform: transform?.roles,
        },
        opts,
    );
}

function createKarpenter({ config, cluster, volumeKeyArn, transform }: NodesArgs, opts: Opts): Karpenter {
    const { region, accountId } = config;
    return new Karpenter(
        partNames(config.name).karpenter,
        {
            clusterName: cluster.clusterName,
            region,
            accountId,
            volumeKeyArn,
            cni: "pod-identity",
            transform: transform?.karpenter,
        },
        opts,
    );
}

function createNodePool(
    { config, cluster, network, volumeKeyArn, transform }: NodesArgs,
    pool: NonNullable<Managed["karpenter"]>,
    karpenter: Karpenter,
    opts: Opts,
): void {
    new NodePool(
        partNames(config.name).nodePool,
        {
            ...pool,
            nodeRoleName: karpenter.nodeRoleName,
            subnetIds: network.subnetIds.private,
            securityGroupIds: [cluster.securityGroupId],
            volumeKeyArn,
            transform: transform?.nodePool,
        },
        opts,
    );
}
