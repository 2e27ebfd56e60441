import type { AccessEntry, Cluster as AwsCluster } from "@pulumi/aws/eks";
import type { SecurityGroup, SecurityGroupRule } from "@pulumi/aws/ec2";
import { getPartitionOutput } from "@pulumi/aws/getPartition";
import type { ClusterArgs } from "@pulumi/eks/cluster";
import { Provider as KubernetesProvider } from "@pulumi/kubernetes/provider";
import * as pulumi from "@pulumi/pulumi";

import { accessEntries } from "./access-entries";
import { clusterAddon } from "./addons";
import { endpointOf } from "./api-server";
import { controlPlane, serviceRoles } from "./control-plane";
import { kubeconfig, type Credentials } from "./kubeconfig";
import { addonsOf, clusterProblems, isAutoMode } from "./options";
import { clusterSecurityGroup, nodeSecurityGroup } from "./security-groups";
import { throwProblems } from "./problems";
import { VpcCniAddon } from "./vpc-cni";

/** What release 4 registers for eks:index:Cluster, for the options that `options.ts` knows. */
export class Cluster extends pulumi.ComponentResource {
    /** What the program's own `eks.Cluster` gets to see. */
    readonly state: Record<string, pulumi.Input<unknown>>;

    constructor(name: string, args: ClusterArgs, opts: pulumi.ComponentResourceOptions) {
        throwProblems(`eks.Cluster ${name}`, clusterProblems({ ...args }));
        super("eks:index:Cluster", name, args, opts);
        const partition = getPartitionOutput({}, { parent: this }).partition;
        const roles = serviceRoles(name, args, partition, this);
        const group = this.securityGroup(name, args);
        const subnetIds = subnetsOf(args);
        const clusterRole = args.serviceRole === undefined ? roles.cluster?.role : pulumi.output(args.serviceRole);
        const cluster = controlPlane(name, args, {
            roleArn: pulumi.output(clusterRole).apply((role) => pulumi.output(role?.arn ?? "")),
            nodeRole: roles.nodes?.role,
            securityGroup: group,
            subnetIds,
            dependsOn: [roles.cluster, roles.nodes].flatMap((each) => (each ? [each.role, ...each.attachments] : [])),
            parent: this,
        });
        const endpoint = endpointOf(cluster.endpoint, args.endpointPublicAccess);
        const connect = connection(cluster, endpoint, args);
        const provider = new KubernetesProvider(
            `${name}-eks-k8s`,
            {
                kubeconfig: pulumi.jsonStringify(connect.withProfile),
                enableConfigMapMutable: args.enableConfigMapMutable,
            },
            { parent: this },
        );
        const entries = accessEntries(name, cluster.name, args.accessEntries ?? {}, {
            parent: this,
            dependsOn: [cluster],
        });
        const vpcCni = this.addons(name, args, cluster, provider, entries);
        const nodes = this.nodeSecurityGroup(name, args, cluster, group);
        const nodeRoleName = roles.nodes?.role.name ?? "";
        this.state = {
            ...stateOf({ cluster, group, nodes, nodeRoleName }),
            kubeconfig: connect.withoutProfile,
            kubeconfigJson: pulumi.jsonStringify(connect.withoutProfile),
            core: {
                vpcId: args.vpcId,
                subnetIds,
                publicSubnetIds: args.publicSubnetIds,
                privateSubnetIds: args.privateSubnetIds,
                cluster,
                endpoint,
                kubeconfig: connect.withoutProfile,
                provider,
                vpcCni,
                clusterSecurityGroup: group,
                clusterIamRole: clusterRole,
                instanceRoles: [],
                nodeGroupOptions: { nodeSecurityGroup: nodes?.group, clusterIngressRule: nodes?.clusterIngressRule },
                storageClasses: {},
                encryptionConfig: cluster.encryptionConfig,
                accessEntries: Object.values(args.accessEntries ?? {}),
                autoModeNodeRoleName: nodeRoleName,
                tags: args.tags,
                nodeSecurityGroupTags: args.nodeSecurityGroupTags,
            },
        };
        this.registerOutputs(this.state);
    }

    private securityGroup(name: string, args: ClusterArgs): pulumi.Output<SecurityGroup> | undefined {
        if (args.clusterSecurityGroup !== undefined) return pulumi.output(args.clusterSecurityGroup);
        if (skipsSecurityGroups(args)) return undefined;
        const { vpcId = "", tags, clusterSecurityGroupTags: groupTags } = args;
        return pulumi.output(clusterSecurityGroup(name, { vpcId, tags, groupTags }, this));
    }

    private nodeSecurityGroup(
        name: string,
        args: ClusterArgs,
        cluster: AwsCluster,
        group: pulumi.Output<SecurityGroup> | undefined,
    ) {
        if (group === undefined || skipsSecurityGroups(args)) return undefined;
        const { vpcId = "", tags, nodeSecurityGroupTags: groupTags } = args;
        const nodeArgs = { vpcId, tags, groupTags, clusterName: cluster.name, clusterGroupId: group.id };
        return nodeSecurityGroup(name, nodeArgs, this);
    }

    private addons(
        name: string,
        args: ClusterArgs,
        cluster: AwsCluster,
        kubernetes: KubernetesProvider,
        dependsOn: AccessEntry[],
    ): VpcCniAddon | undefined {
        const made = addonsOf({ ...args });
        const target = { clusterName: cluster.name, tags: args.tags, parent: this };
        if (made.kubeProxy) clusterAddon(name, "kube-proxy", args.kubeProxyAddonOptions, target);
        if (made.coredns) clusterAddon(name, "coredns", args.corednsAddonOptions, target);
        if (!made.vpcCni) return undefined;
        return new VpcCniAddon(
            `${name}-vpc-cni`,
            {
                ...args.vpcCniOptions,
                clusterName: cluster.name,
                clusterVersion: cluster.version,
                tags: args.tags,
            },
            { parent: this, dependsOn, providers: { kubernetes } },
        );
    }
}

function skipsSecurityGroups(args: ClusterArgs): boolean {
    return args.skipDefaultSecurityGroups ?? isAutoMode({ ...args });
}

function subnetsOf({ subnetIds, publicSubnetIds, privateSubnetIds }: ClusterArgs): pulumi.Output<string[]> {
    if (subnetIds !== undefined) return pulumi.output(subnetIds);
    return pulumi.all([publicSubnetIds ?? [], privateSubnetIds ?? []]).apply((ids) => ids.flat());
}

/** With the profile for the resources in the cluster, without it for whoever else may use it. */
function connection(cluster: AwsCluster, endpoint: pulumi.Output<string>, args: ClusterArgs) {
    const to = {
        clusterName: cluster.name,
        endpoint,
        arn: cluster.arn,
        certificateAuthority: cluster.certificateAuthority.data,
    };
    const configured = { profileName: new pulumi.Config("aws").get("profile") };
    const credentials: pulumi.Output<Credentials> = pulumi.output(args.providerCredentialOpts ?? configured);
    return {
        withProfile: kubeconfig(pulumi.output(to), credentials),
        withoutProfile: kubeconfig(
            pulumi.output(to),
            credentials.apply(({ roleArn }) => ({ roleArn })),
        ),
    };
}

interface Made {
    cluster: AwsCluster;
    group: pulumi.Output<SecurityGroup> | undefined;
    nodes: { group: SecurityGroup; clusterIngressRule: SecurityGroupRule } | undefined;
    nodeRoleName: pulumi.Input<string>;
}

function stateOf({ cluster, group, nodes, nodeRoleName }: Made): Record<string, pulumi.Input<unknown>> {
    const own = cluster.vpcConfig.clusterSecurityGroupId;
    const issuer = cluster.identities.apply((identities) => identities.at(0)?.oidcs.at(0)?.issuer ?? "");
    return {
        eksCluster: cluster,
        instanceRoles: [],
        clusterSecurityGroup: group,
        nodeSecurityGroup: nodes?.group,
        eksClusterIngressRule: nodes?.clusterIngressRule,
        clusterSecurityGroupId: group?.id ?? own,
        nodeSecurityGroupId: nodes?.group.id ?? own,
        clusterIngressRuleId: nodes?.clusterIngressRule.securityGroupRuleId ?? "",
        defaultNodeGroupAsgName: "",
        fargateProfileId: "",
        fargateProfileStatus: "",
        oidcProviderArn: "",
        oidcProviderUrl: issuer,
        oidcIssuer: issuer.apply((url) => url.replace("https://", "")),
        autoModeNodeRoleName: nodeRoleName,
    };
}
