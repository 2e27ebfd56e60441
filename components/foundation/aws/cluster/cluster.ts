// Registers what makes resources of the references in the outputs of `@pulumi/eks`; without it they'd be plain text.
import "@pulumi/aws/eks";
import type { LogGroup, LogGroupArgs } from "@pulumi/aws/cloudwatch/logGroup";
import { Addon, type AddonArgs } from "@pulumi/aws/eks/addon";
import { Cluster as EksCluster, type ClusterArgs as EksClusterArgs } from "@pulumi/eks/cluster";
import * as pulumi from "@pulumi/pulumi";

import { throwProblems } from "../../../problems";
import { type Transform, transformed } from "../../../transform";
import { type ClusterAccessEntry, clusterProblems } from "./cluster-rules";
import { createLogGroup } from "../log-group";
import { defaultRetentionDays } from "../log-retention";
import { unexposed } from "./unexposed";

export interface ClusterArgs {
    /** Region of the cluster. Changing it replaces. */
    region: string;
    /** Name of the cluster, and of its log group; default the component's name. Changing it replaces. */
    clusterName?: string;
    /** ID of the VPC. Changing it replaces. */
    vpcId: pulumi.Input<string>;
    /** Private subnets, one a zone, of the control plane's interfaces and of the nodes. Changed in place. */
    privateSubnetIds: pulumi.Input<string>[];
    /**
     * Kubernetes version, such as `1.35`. Raised in place, by one minor version at a time; it can't be lowered.
     * https://docs.aws.amazon.com/eks/latest/userguide/update-cluster.html
     */
    version: string;
    /**
     * Who runs the nodes. **Changing it replaces them.**
     * - `auto`: EKS Auto Mode: AWS picks, patches and replaces the nodes, and brings networking, storage and load
     *   balancing. Costs about 12 % on top of the instances.
     * - `managed`: node groups of your own (`NodeGroup`), with the add-ons below.
     */
    compute: AutoCompute | ManagedCompute;
    /** Who may use the cluster, by a name of yours. Nobody else may, not even who creates it. Changed in place. */
    access: Record<string, ClusterAccessEntry>;
    /** Blocks that may reach the API server over the internet; default none, and then it is private. Changed in place. */
    publicAccessCidrs?: string[];
    /** ARN of the KMS key that encrypts the Secrets of Kubernetes. **Changing it replaces the cluster.** */
    secretsKeyArn: pulumi.Input<string>;
    /** ARN of the KMS key of the control plane's logs; its policy must let CloudWatch Logs use it. Changed in place. */
    logsKeyArn: pulumi.Input<string>;
    /** How long the logs are kept, in days: 30 at least, one of CloudWatch's numbers; default 365. Changed in place. */
    logRetentionDays?: number;
    /** Whether AWS refuses to delete the cluster; default true. Changed in place. */
    deletionProtection?: boolean;
    /**
     * What happens at the end of the version's standard support: `STANDARD` (default) upgrades it, `EXTENDED` keeps it
     * for another year at six times the price. Changed in place.
     */
    support?: "STANDARD" | "EXTENDED";
    /** Bends a child; `cluster` bends what is handed to `@pulumi/eks`. */
    transform?: {
        cluster?: Transform<EksClusterArgs, pulumi.ComponentResourceOptions>;
        logGroup?: Transform<LogGroupArgs>;
        podIdentityAgent?: Transform<AddonArgs>;
    };
}

interface AutoCompute {
    kind: "auto";
    /** The built-in pools that are on; default `general-purpose` and `system`. Changed in place. */
    nodePools?: ("general-purpose" | "system")[];
}

interface ManagedCompute {
    kind: "managed";
    /** Version of each add-on, such as `v1.11.4-eksbuild.2`. Changed in place. */
    addonVersions: { vpcCni: string; coreDns: string; kubeProxy: string; podIdentityAgent: string };
}

const logTypes = ["api", "audit", "authenticator", "controllerManager", "scheduler"];

/**
 * A Kubernetes cluster on EKS, over `@pulumi/eks`: private unless blocks are named, access by entries alone, Secrets
 * encrypted with a key of the customer's, all five kinds of logs in a group with a key and a retention, protected from
 * deletion, and moved out of a zone that is impaired.
 *
 * The control plane costs $73 a month. https://docs.aws.amazon.com/eks/latest/best-practices/security.html
 *
 * @example
 * ```ts
 * import { Cluster, type Encryption, type Network } from "@alchemorsel/platform/aws";
 *
 * declare const encryption: Encryption;
 * declare const network: Network;
 *
 * const cluster = new Cluster(
 *     "staging",
 *     {
 *         region: "eu-central-1",
 *         vpcId: network.vpcId,
 *         privateSubnetIds: network.subnetIds.private,
 *         version: "1.35",
 *         compute: { kind: "auto" },
 *         access: {
 *             platform: {
 *                 principalArn: "arn:aws:iam::111122223333:role/platform-engineer",
 *                 policy: "AmazonEKSClusterAdminPolicy",
 *             },
 *         },
 *         secretsKeyArn: encryption.keyArns.secrets,
 *         logsKeyArn: encryption.keyArns.logs,
 *     },
 *     // Nodes need the way out and the endpoints from their first moment.
 *     { dependsOn: network },
 * );
 *
 * export const clusterName = cluster.clusterName;
 * ```
 */
export class Cluster extends pulumi.ComponentResource {
    /** Name of the cluster. */
    public readonly clusterName: pulumi.Output<string>;
    /** What `@pulumi/eks` made: for node groups. */
    public readonly eks: EksCluster;
    /** Kubeconfig that gets its token from the AWS CLI. */
    public readonly kubeconfig: pulumi.Output<string>;
    /** Security group of the control plane and of the nodes, unless a node group is given others. */
    public readonly securityGroupId: pulumi.Output<string>;

    constructor(name: string, args: ClusterArgs, opts?: pulumi.ComponentResourceOptions) {
        check(name, args);
        super("alchemorsel:aws:Cluster", name, {}, opts);
        const logGroup = this.createLogGroup(name, args);
        this.eks = this.createCluster(name, args, logGroup);
        this.clusterName = this.eks.eksCluster.apply((cluster) => cluster.name);
        this.createPodIdentityAgent(name, args);
        this.kubeconfig = this.eks.kubeconfigJson;
        this.securityGroupId = this.eks.eksCluster.apply((cluster) => cluster.vpcConfig.clusterSecurityGroupId);
        this.registerOutputs({ clusterName: this.clusterName });
    }

    /** EKS makes a group of this very name by itself where there is none, without key and for good. */
    private createLogGroup(name: string, args: ClusterArgs): LogGroup {
        const settings = {
            region: args.region,
            logGroup: `/aws/eks/${args.clusterName ?? name}/cluster`,
            kmsKeyArn: args.logsKeyArn,
            retentionDays: args.logRetentionDays ?? defaultRetentionDays,
        };
        return createLogGroup(`${name}-log-group`, settings, args.transform?.logGroup, { parent: this });
    }

    private createCluster(name: string, args: ClusterArgs, logGroup: LogGroup): EksCluster {
        const cidrs = args.publicAccessCidrs ?? [];
        const cluster: EksClusterArgs = {
            name: args.clusterName ?? name,
            vpcId: args.vpcId,
            privateSubnetIds: args.privateSubnetIds,
            version: args.version,
            authenticationMode: "API",
            accessEntries: accessEntries(args.access),
            endpointPrivateAccess: true,
            endpointPublicAccess: cidrs.length > 0,
            ...(cidrs.length > 0 ? { publicAccessCidrs: cidrs } : {}),
            encryptionConfigKeyArn: args.secretsKeyArn,
            enabledClusterLogTypes: logTypes,
            deletionProtection: args.deletionProtection ?? true,
            upgradePolicy: { supportType: args.support ?? "STANDARD" },
            skipDefaultNodeGroup: true,
            // EKS makes a group that the control plane and the nodes share; those of `@pulumi/eks` would be nobody's.
            skipDefaultSecurityGroups: true,
            ...computeArgs(args.compute),
        };
        const opts: pulumi.ComponentResourceOptions = {
            parent: this,
            dependsOn: logGroup,
            transforms: [unexposed],
        };
        return new EksCluster(`${name}-cluster`, ...transformed(args.transform?.cluster, cluster, opts));
    }

    /** Hands the roles of `PodIdentity` to the pods; Auto Mode brings its own. */
    private createPodIdentityAgent(name: string, { region, compute, transform }: ClusterArgs): void {
        if (compute.kind === "auto") {
            return;
        }
        const addon: AddonArgs = {
            region,
            clusterName: this.clusterName,
            addonName: "eks-pod-identity-agent",
            addonVersion: compute.addonVersions.podIdentityAgent,
            resolveConflictsOnUpdate: "PRESERVE",
        };
        new Addon(`${name}-pod-identity-agent`, ...transformed(transform?.podIdentityAgent, addon, { parent: this }));
    }
}

function accessEntries(access: ClusterArgs["access"]): EksClusterArgs["accessEntries"] {
    const entry = ({ principalArn, policy }: ClusterAccessEntry) => ({
        principalArn,
        accessPolicies: {
            [policy]: {
                policyArn: `arn:aws:eks::aws:cluster-access-policy/${policy}`,
                accessScope: { type: "cluster" },
            },
        },
    });
    return Object.fromEntries(Object.entries(access).map(([name, given]) => [name, entry(given)]));
}

/** Every version is pinned: one that isn't is looked up in AWS, at each preview but the first. */
function computeArgs(compute: ClusterArgs["compute"]): Partial<EksClusterArgs> {
    if (compute.kind === "auto") {
        return {
            autoMode: {
                enabled: true,
                computeConfig: { nodePools: compute.nodePools ?? ["general-purpose", "system"] },
            },
            corednsAddonOptions: { enabled: false },
        };
    }
    const { vpcCni, coreDns, kubeProxy } = compute.addonVersions;
    // What somebody has set in an add-on by hand survives its update.
    const update = { resolveConflictsOnUpdate: "PRESERVE" } as const;
    return {
        vpcCniOptions: { ...update, addonVersion: vpcCni, enableNetworkPolicy: true },
        corednsAddonOptions: { ...update, version: coreDns },
        kubeProxyAddonOptions: { ...update, version: kubeProxy },
    };
}

function check(name: string, args: ClusterArgs): void {
    const { version, compute, access, publicAccessCidrs = [], logRetentionDays = defaultRetentionDays } = args;
    const addonVersions = compute.kind === "managed" ? compute.addonVersions : {};
    const numbers = {
        clusterName: args.clusterName,
        version,
        addonVersions,
        access,
        publicAccessCidrs,
        logRetentionDays,
    };
    throwProblems(`The args of cluster ${name} are not valid.`, clusterProblems(name, numbers));
}
