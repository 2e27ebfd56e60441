import { EventRule, type EventRuleArgs } from "@pulumi/aws/cloudwatch/eventRule";
import { EventTarget, type EventTargetArgs } from "@pulumi/aws/cloudwatch/eventTarget";
import { AccessEntry, type AccessEntryArgs } from "@pulumi/aws/eks/accessEntry";
import type { Role, RoleArgs } from "@pulumi/aws/iam";
import { Queue, type QueueArgs } from "@pulumi/aws/sqs/queue";
import { QueuePolicy, type QueuePolicyArgs } from "@pulumi/aws/sqs/queuePolicy";
import * as pulumi from "@pulumi/pulumi";

import { throwProblems } from "../../../problems";
import { type Transform, transformed } from "../../../transform";
import { interruptionEvents } from "./interruption-events";
import { queueStatements, receiveStatements } from "./interruption-policy";
import { discovery, instanceProfiles, type KarpenterPlace, nodeLifecycle, passNodeRole } from "./karpenter-policy";
import { karpenterProblems } from "./karpenter-rules";
import { type CniRole, nodePolicies } from "./node-role";
import { PodIdentity, type PodIdentityTransform } from "./pod-identity";
import { policyDocument, type PolicyStatement } from "../policy-document";
import { createServiceRole } from "../service-role";
import { volumeKeyStatements } from "./volume-key-policy";

export interface KarpenterArgs {
    /** Name of the EKS cluster. Changing it replaces the association and the access entry. */
    clusterName: pulumi.Input<string>;
    /** Region of the cluster. Changing it replaces. */
    region: string;
    /** ID of the account, twelve digits. Changed in place. */
    accountId: string;
    /** ARN of the KMS key of the nodes' volumes, as the node classes name it. Changed in place. */
    volumeKeyArn: pulumi.Input<string>;
    /**
     * ARN of the KMS key of the interruption queue; default SQS's own key, which costs nothing. Its policy must let
     * `events.amazonaws.com` use it, or the messages are dropped and nobody hears of it. Changed in place.
     */
    queueKeyArn?: pulumi.Input<string>;
    /** Whose role the VPC CNI uses on the nodes: its own by Pod Identity, or the nodes'. Changed in place. */
    cni: CniRole;
    /** Namespace of Karpenter; default `kube-system`. Changing it replaces the association. */
    namespace?: string;
    /** ServiceAccount of Karpenter; default `karpenter`. Changing it replaces the association. */
    serviceAccount?: string;
    /** Bends a child. */
    transform?: {
        controller?: PodIdentityTransform;
        nodeRole?: Transform<RoleArgs>;
        accessEntry?: Transform<AccessEntryArgs>;
        queue?: Transform<QueueArgs>;
        queuePolicy?: Transform<QueuePolicyArgs>;
        rule?: Transform<EventRuleArgs>;
        target?: Transform<EventTargetArgs>;
    };
}

/**
 * What Karpenter 1 needs in AWS: a role for itself, by Pod Identity, which may make, tag and delete what belongs to the
 * cluster's node pools and nothing else; a role for its nodes, with the access entry that lets them join; and a queue
 * that tells it of interruptions before they come. Chart, node classes and node pools are not part of it.
 *
 * Spot instances need the service-linked role of EC2 Spot, once in an account, which Karpenter may not make:
 * `aws iam create-service-linked-role --aws-service-name spot.amazonaws.com`.
 *
 * The queue and the rules cost next to nothing. https://docs.aws.amazon.com/eks/latest/best-practices/karpenter.html
 *
 * @example
 * ```ts
 * import { type Cluster, type Encryption, Karpenter } from "@alchemorsel/platform/aws";
 *
 * declare const cluster: Cluster;
 * declare const encryption: Encryption;
 *
 * const karpenter = new Karpenter("staging", {
 *     clusterName: cluster.clusterName,
 *     region: "eu-central-1",
 *     accountId: "111122223333",
 *     volumeKeyArn: encryption.keyArns.data,
 *     cni: "pod-identity",
 * });
 *
 * // For the chart, and for the node classes.
 * export const interruptionQueue = karpenter.queueName;
 * export const nodeRole = karpenter.nodeRoleName;
 * ```
 */
export class Karpenter extends pulumi.ComponentResource {
    /** ARN of Karpenter's own role. */
    public readonly controllerRoleArn: pulumi.Output<string>;
    /** Name of the nodes' role, for `spec.role` of the node classes. */
    public readonly nodeRoleName: pulumi.Output<string>;
    /** Name of the queue, for the chart's `settings.interruptionQueue`. */
    public readonly queueName: pulumi.Output<string>;

    constructor(name: string, args: KarpenterArgs, opts?: pulumi.ComponentResourceOptions) {
        const { region, accountId, namespace = "kube-system", serviceAccount = "karpenter" } = args;
        const problems = karpenterProblems(name, { region, accountId, namespace, serviceAccount });
        throwProblems(`The args of Karpenter ${name} are not valid.`, problems);
        super("alchemorsel:aws:Karpenter", name, {}, opts);
        const nodeRole = this.createNodeRole(name, args);
        const queue = this.createQueue(name, args);
        this.createRules(name, args, queue);
        const controller = new PodIdentity(
            `${name}-controller`,
            {
                clusterName: args.clusterName,
                region,
                namespace,
                serviceAccount,
                description: `Karpenter ${name}`,
                policies: controllerPolicies(args, nodeRole.arn, queue.arn),
                transform: args.transform?.controller,
            },
            { parent: this },
        );
        this.controllerRoleArn = controller.roleArn;
        this.nodeRoleName = nodeRole.name;
        this.queueName = queue.name;
        this.registerOutputs({ nodeRoleName: this.nodeRoleName, queueName: this.queueName });
    }

    /** Nodes that no managed node group has made join only with an access entry of their role. */
    private createNodeRole(name: string, args: KarpenterArgs): Role {
        const { region, clusterName, cni, transform } = args;
        const { role, attachments } = createServiceRole(
            `${name}-node-role`,
            {
                service: "ec2.amazonaws.com",
                description: `Nodes of Karpenter ${name}`,
                policies: nodePolicies(cni),
            },
            transform?.nodeRole,
            { parent: this },
        );
        const entry: AccessEntryArgs = { region, clusterName, principalArn: role.arn, type: "EC2_LINUX" };
        const opts = { parent: this, dependsOn: attachments };
        new AccessEntry(`${name}-access-entry`, ...transformed(transform?.accessEntry, entry, opts));
        return role;
    }

    private createQueue(name: string, { region, accountId, queueKeyArn, transform }: KarpenterArgs): Queue {
        const args: QueueArgs = {
            region,
            // A warning that is older is of no use: the instance is gone.
            messageRetentionSeconds: 300,
            ...(queueKeyArn === undefined ? { sqsManagedSseEnabled: true } : { kmsMasterKeyId: queueKeyArn }),
        };
        const queue = new Queue(`${name}-interruptions`, ...transformed(transform?.queue, args, { parent: this }));
        const statements = queueStatements<pulumi.Input<string>>({ region, accountId, queueArn: queue.arn });
        const policy: QueuePolicyArgs = {
            region,
            queueUrl: queue.url,
            policy: pulumi.jsonStringify(policyDocument(statements)),
        };
        new QueuePolicy(
            `${name}-interruptions-policy`,
            ...transformed(transform?.queuePolicy, policy, { parent: this }),
        );
        return queue;
    }

    private createRules(name: string, { region, transform }: KarpenterArgs, queue: Queue): void {
        for (const [event, { source, detailType, description }] of Object.entries(interruptionEvents)) {
            const args: EventRuleArgs = {
                region,
                description,
                eventPattern: JSON.stringify({ source: [source], "detail-type": [detailType] }),
            };
            const rule = new EventRule(`${name}-on-${event}`, ...transformed(transform?.rule, args, { parent: this }));
            const target: EventTargetArgs = { region, rule: rule.name, targetId: "karpenter", arn: queue.arn };
            new EventTarget(`${name}-on-${event}-target`, ...transformed(transform?.target, target, { parent: this }));
        }
    }
}

type Statements = pulumi.Input<PolicyStatement<pulumi.Input<string>>[]>;

/** Apart from each other, so that a preview shows what hangs on no ARN that isn't there yet. */
function controllerPolicies(
    args: KarpenterArgs,
    nodeRoleArn: pulumi.Output<string>,
    queueArn: pulumi.Output<string>,
): Record<string, Statements> {
    const { region, accountId, clusterName, volumeKeyArn, queueKeyArn } = args;
    const inPlace = (statements: (place: KarpenterPlace) => PolicyStatement[]) =>
        pulumi.output(clusterName).apply((cluster) => statements({ region, accountId, clusterName: cluster }));
    return {
        nodes: inPlace(nodeLifecycle),
        profiles: inPlace(instanceProfiles),
        discovery: inPlace(discovery),
        pass: passNodeRole<pulumi.Input<string>>(nodeRoleArn),
        interruptions: receiveStatements<pulumi.Input<string>>(region, queueArn, queueKeyArn),
        volumes: volumeKeyStatements<pulumi.Input<string>>(region, volumeKeyArn),
    };
}
