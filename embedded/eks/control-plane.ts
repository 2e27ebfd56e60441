import * as eks from "@pulumi/aws/eks";
import type { SecurityGroup } from "@pulumi/aws/ec2";
import type { Role } from "@pulumi/aws/iam";
import type { ClusterArgs } from "@pulumi/eks/cluster";
import * as pulumi from "@pulumi/pulumi";

import { isAutoMode } from "./options";
import { tagsOf } from "./security-groups";
import { ServiceRole } from "./service-role";

const clusterPolicies = ["AmazonEKSClusterPolicy"];
const autoModePolicies = [
    "AmazonEKSComputePolicy",
    "AmazonEKSBlockStoragePolicy",
    "AmazonEKSLoadBalancingPolicy",
    "AmazonEKSNetworkingPolicy",
];
const autoModeNodePolicies = ["AmazonEKSWorkerNodeMinimalPolicy", "AmazonEC2ContainerRegistryPullOnly"];

/** Of the cluster itself, and of the nodes that Auto Mode starts. */
export function serviceRoles(
    name: string,
    args: ClusterArgs,
    partition: pulumi.Output<string>,
    parent: pulumi.Resource,
): { cluster?: ServiceRole; nodes?: ServiceRole } {
    const auto = isAutoMode({ ...args });
    const common = { partition, tags: args.tags };
    const cluster = () =>
        new ServiceRole(
            `${name}-eksRole`,
            {
                ...common,
                service: "eks.amazonaws.com",
                description: "Allows EKS to manage clusters on your behalf.",
                policies: auto ? [...clusterPolicies, ...autoModePolicies] : clusterPolicies,
                actions: ["sts:AssumeRole", "sts:TagSession"],
            },
            { parent },
        );
    const nodes = () =>
        new ServiceRole(
            `${name}-nodeRole`,
            { ...common, service: "ec2.amazonaws.com", policies: autoModeNodePolicies, actions: ["sts:AssumeRole"] },
            { parent },
        );
    return {
        cluster: args.serviceRole === undefined ? cluster() : undefined,
        nodes: auto && args.autoMode?.createNodeRole !== false ? nodes() : undefined,
    };
}

interface ControlPlaneParts {
    roleArn: pulumi.Input<string>;
    nodeRole: Role | undefined;
    securityGroup: SecurityGroup | pulumi.Output<SecurityGroup> | undefined;
    subnetIds: pulumi.Input<pulumi.Input<string>[]>;
    /** Policies that must be attached before the cluster is there. */
    dependsOn: pulumi.Resource[];
    parent: pulumi.Resource;
}

export function controlPlane(name: string, args: ClusterArgs, parts: ControlPlaneParts): eks.Cluster {
    const auto = isAutoMode({ ...args });
    const clusterName = `${name}-eksCluster`;
    const { encryptionConfigKeyArn: keyArn, authenticationMode } = args;
    return new eks.Cluster(
        clusterName,
        {
            name: args.name,
            roleArn: parts.roleArn,
            version: args.version,
            ...(auto ? autoModeConfig(args, parts.nodeRole) : { kubernetesNetworkConfig: networkConfig(args, false) }),
            bootstrapSelfManagedAddons: auto ? false : (args.bootstrapSelfManagedAddons ?? true),
            vpcConfig: {
                securityGroupIds: parts.securityGroup && [pulumi.output(parts.securityGroup).id],
                subnetIds: parts.subnetIds,
                endpointPrivateAccess: args.endpointPrivateAccess,
                endpointPublicAccess: args.endpointPublicAccess,
                publicAccessCidrs: args.publicAccessCidrs,
            },
            enabledClusterLogTypes: args.enabledClusterLogTypes,
            encryptionConfig: keyArn === undefined ? undefined : { provider: { keyArn }, resources: ["secrets"] },
            accessConfig: { authenticationMode, bootstrapClusterCreatorAdminPermissions: true },
            upgradePolicy: args.upgradePolicy,
            deletionProtection: args.deletionProtection,
            tags: tagsOf({ Name: clusterName }, args.clusterTags, args.tags),
        },
        {
            parent: parts.parent,
            dependsOn: parts.dependsOn,
            // Both only count at creation, and a change of either would replace the cluster.
            ignoreChanges: ["accessConfig.bootstrapClusterCreatorAdminPermissions", "bootstrapSelfManagedAddons"],
        },
    );
}

/** AWS takes the three together or not at all, and can't tell before all are known: so they're known at one time. */
function autoModeConfig(args: ClusterArgs, nodeRole: Role | undefined) {
    const compute = pulumi.all([args.autoMode?.computeConfig, nodeRole?.arn]).apply(([own, nodeRoleArn]) => ({
        enabled: true,
        nodeRoleArn,
        nodePools: ["general-purpose", "system"],
        ...own,
    }));
    const together = pulumi.all([compute, networkConfig(args, true)]).apply(([computeConfig, network]) => ({
        computeConfig,
        storageConfig: { blockStorage: { enabled: true } },
        kubernetesNetworkConfig: network,
    }));
    return {
        computeConfig: together.computeConfig,
        storageConfig: together.storageConfig,
        kubernetesNetworkConfig: together.kubernetesNetworkConfig,
    };
}

function networkConfig({ kubernetesServiceIpAddressRange: range, ipFamily }: ClusterArgs, auto: boolean) {
    if (!auto && range === undefined && ipFamily === undefined) return undefined;
    return pulumi.all([range, ipFamily]).apply(([serviceIpv4Cidr, family = "ipv4"]) => ({
        serviceIpv4Cidr: family === "ipv4" ? serviceIpv4Cidr : undefined,
        ipFamily: family,
        elasticLoadBalancing: auto ? { enabled: true } : undefined,
    }));
}
