import { LaunchTemplate, type LaunchTemplateArgs } from "@pulumi/aws/ec2/launchTemplate";
import { NodeGroup as EksNodeGroup, type NodeGroupArgs as EksNodeGroupArgs } from "@pulumi/aws/eks/nodeGroup";
import type { RoleArgs } from "@pulumi/aws/iam/role";
import * as pulumi from "@pulumi/pulumi";

import { throwProblems } from "../../../problems";
import { type Transform, transformed } from "../../../transform";
import { type AmiType, type NodeCount, nodeGroupDefaults, nodeGroupProblems } from "./node-group-rules";
import { type CniRole, nodePolicies } from "./node-role";
import { nodeTemplate } from "./node-template";
import { createServiceRole } from "../service-role";

export interface NodeGroupArgs {
    /** Name of the EKS cluster. Changing it replaces. */
    clusterName: pulumi.Input<string>;
    /** Region of the cluster. Changing it replaces. */
    region: string;
    /** Private subnets of the nodes, one a zone. Changing them replaces. */
    subnetIds: pulumi.Input<string>[];
    /**
     * Kubernetes version, such as `1.35`: that of the cluster, raised after it. Changed in place: the nodes are drained
     * and replaced, some at a time.
     */
    version: string;
    /** Release of the image, such as `1.35.7-20260911`; default the newest at creation. Changed in place, likewise. */
    releaseVersion?: string;
    /** Image: Amazon Linux 2023 or Bottlerocket, for the processor of the instance types. Changing it replaces. */
    amiType: AmiType;
    /** EC2 instance types, up to 20, in the order of preference if on demand. Changing them replaces. */
    instanceTypes: string[];
    /**
     * How the instances are paid: `ON_DEMAND` (default), or `SPOT`, up to 90 % cheaper, of which AWS takes each back at
     * two minutes' notice: give several types then. Changing it replaces.
     */
    capacityType?: "ON_DEMAND" | "SPOT";
    /** How many nodes. `min` and `max` are changed in place; `desired` is for the creation alone, and autoscalers'. */
    nodes: NodeCount;
    /** Nodes that an update may replace at a time, in percent, 1 to 100; default 25. Changed in place. */
    maxUnavailablePercentage?: number;
    /** ARN of the KMS key of the volumes; its policy must let EC2 Auto Scaling use it. Replaces the nodes, in turn. */
    volumeKeyArn: pulumi.Input<string>;
    /** Size of the volume with the images and pods, in GiB, 20 to 16384; default 50. Replaces the nodes, in turn. */
    volumeSizeGiB?: number;
    /** Whose role the VPC CNI uses: its own by Pod Identity, which must be there first, or the nodes'. In place. */
    cni: CniRole;
    /**
     * Security groups of the nodes; default the cluster's, which EKS adds. Who gives some gives the cluster's too, or
     * the nodes don't join. Replaces the nodes, in turn.
     */
    securityGroupIds?: pulumi.Input<string>[];
    /** Labels of the nodes; default none. Changed in place. */
    labels?: Record<string, string>;
    /** Taints of the nodes; default none. Changed in place. */
    taints?: { key: string; value?: string; effect: "NO_SCHEDULE" | "NO_EXECUTE" | "PREFER_NO_SCHEDULE" }[];
    /** Tags of the node group, its instances, volumes and interfaces, besides `Name`. Replaces the nodes, in turn. */
    tags?: Record<string, pulumi.Input<string>>;
    /** Bends a child. */
    transform?: {
        role?: Transform<RoleArgs>;
        launchTemplate?: Transform<LaunchTemplateArgs>;
        nodeGroup?: Transform<EksNodeGroupArgs>;
    };
}

/**
 * Nodes of a cluster that EKS replaces one after another when the version or the image changes, and that it repairs:
 * IMDSv2 out of reach of the pods, encrypted gp3 volumes, detailed monitoring, no SSH (Session Manager instead), and a
 * role of their own. What replaces the node group creates the new one first.
 *
 * It needs no access entry: EKS makes that of a managed node group's role by itself.
 *
 * The instances cost what EC2 takes for them; detailed monitoring adds about $2.10 a month for each.
 * https://docs.aws.amazon.com/eks/latest/userguide/managed-node-groups.html
 *
 * @example
 * ```ts
 * import {
 *     type Cluster,
 *     type ControllerRoles,
 *     type Encryption,
 *     type Network,
 *     NodeGroup,
 * } from "@alchemorsel/platform/aws";
 *
 * declare const cluster: Cluster;
 * declare const controllerRoles: ControllerRoles;
 * declare const encryption: Encryption;
 * declare const network: Network;
 *
 * const nodeGroup = new NodeGroup(
 *     "staging-system",
 *     {
 *         clusterName: cluster.clusterName,
 *         region: "eu-central-1",
 *         subnetIds: network.subnetIds.private,
 *         version: "1.35",
 *         amiType: "BOTTLEROCKET_ARM_64",
 *         instanceTypes: ["m7g.large"],
 *         nodes: { min: 3, max: 6, desired: 3 },
 *         volumeKeyArn: encryption.keyArns.data,
 *         cni: "pod-identity",
 *     },
 *     { dependsOn: [network, controllerRoles] },
 * );
 *
 * export const nodeRoleArn = nodeGroup.roleArn;
 * ```
 */
export class NodeGroup extends pulumi.ComponentResource {
    /** Name of the node group. */
    public readonly nodeGroupName: pulumi.Output<string>;
    /** ARN of the nodes' role. */
    public readonly roleArn: pulumi.Output<string>;

    constructor(name: string, args: NodeGroupArgs, opts?: pulumi.ComponentResourceOptions) {
        const settings = withDefaults(name, args);
        throwProblems(`The args of node group ${name} are not valid.`, nodeGroupProblems(name, settings));
        super("alchemorsel:aws:NodeGroup", name, {}, opts);
        const { role, attachments } = createServiceRole(
            `${name}-role`,
            {
                service: "ec2.amazonaws.com",
                description: `Nodes of ${name}`,
                policies: nodePolicies(args.cni),
            },
            args.transform?.role,
            { parent: this },
        );
        const template = new LaunchTemplate(
            `${name}-template`,
            ...transformed(args.transform?.launchTemplate, nodeTemplate(settings), { parent: this }),
        );
        const nodeGroup = this.createNodeGroup(name, settings, template, role.arn, attachments);
        this.nodeGroupName = nodeGroup.nodeGroupName;
        this.roleArn = role.arn;
        this.registerOutputs({ nodeGroupName: this.nodeGroupName, roleArn: this.roleArn });
    }

    private createNodeGroup(
        name: string,
        settings: Settings,
        template: LaunchTemplate,
        nodeRoleArn: pulumi.Output<string>,
        rights: pulumi.Resource[],
    ): EksNodeGroup {
        const { nodes, releaseVersion, transform } = settings;
        const args: EksNodeGroupArgs = {
            region: settings.region,
            clusterName: settings.clusterName,
            nodeRoleArn,
            subnetIds: settings.subnetIds,
            version: settings.version,
            ...(releaseVersion === undefined ? {} : { releaseVersion }),
            amiType: settings.amiType,
            instanceTypes: settings.instanceTypes,
            capacityType: settings.capacityType,
            launchTemplate: { id: template.id, version: pulumi.interpolate`${template.latestVersion}` },
            scalingConfig: { minSize: nodes.min, maxSize: nodes.max, desiredSize: nodes.desired },
            updateConfig: { maxUnavailablePercentage: settings.maxUnavailablePercentage },
            nodeRepairConfig: { enabled: true },
            labels: settings.labels,
            taints: settings.taints,
            tags: settings.tags,
        };
        const opts: pulumi.CustomResourceOptions = {
            parent: this,
            // Nodes need the role's rights to join, and until they are gone.
            dependsOn: rights,
            ignoreChanges: ["scalingConfig.desiredSize"],
        };
        return new EksNodeGroup(`${name}-nodes`, ...transformed(transform?.nodeGroup, args, opts));
    }
}

type Settings = ReturnType<typeof withDefaults>;

function withDefaults(name: string, args: NodeGroupArgs) {
    return {
        ...args,
        capacityType: args.capacityType ?? "ON_DEMAND",
        maxUnavailablePercentage: args.maxUnavailablePercentage ?? nodeGroupDefaults.maxUnavailablePercentage,
        volumeSizeGiB: args.volumeSizeGiB ?? nodeGroupDefaults.volumeSizeGiB,
        securityGroupIds: args.securityGroupIds,
        labels: args.labels ?? nodeGroupDefaults.labels,
        taints: args.taints ?? nodeGroupDefaults.taints,
        tags: { Name: name, ...args.tags },
    };
}
