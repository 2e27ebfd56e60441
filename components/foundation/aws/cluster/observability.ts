import type { LogGroup, LogGroupArgs } from "@pulumi/aws/cloudwatch/logGroup";
import { Addon, type AddonArgs } from "@pulumi/aws/eks/addon";
import * as pulumi from "@pulumi/pulumi";

import { throwProblems } from "../../../problems";
import { type Transform, transformed } from "../../../transform";
import { createLogGroup } from "../log-group";
import { defaultRetentionDays } from "../log-retention";
import { observabilityProblems } from "./observability-rules";
import { PodIdentity, type PodIdentityTransform } from "./pod-identity";

export interface ObservabilityArgs {
    /** Name of the EKS cluster. Changing it replaces. */
    clusterName: pulumi.Input<string>;
    /** Region of the cluster. Changing it replaces. */
    region: string;
    /** Version of the add-on `amazon-cloudwatch-observability`, such as `v5.2.3-eksbuild.1`. Changed in place. */
    version: string;
    /** ARN of the KMS key of the logs; its policy must let CloudWatch Logs use it. Changed in place. */
    logsKeyArn: pulumi.Input<string>;
    /** How long the logs are kept, in days: 30 at least, one of CloudWatch's numbers; default 365. Changed in place. */
    logRetentionDays?: number;
    /** Bends a child; that of a log group is the same for all. */
    transform?: {
        addon?: Transform<AddonArgs>;
        agent?: PodIdentityTransform;
        logGroup?: Transform<LogGroupArgs>;
    };
}

/** What the add-on writes to, one log group each: it makes those that it doesn't find, without key and for good. */
const logKinds = ["application", "dataplane", "host", "performance"] as const;

/**
 * CloudWatch Container Insights: metrics of nodes and pods, and the containers' logs. Without it nobody hears of a node
 * that isn't ready: the alarm on it has no metric.
 *
 * Its agent runs on each node, so the cluster needs nodes; put them in `opts.dependsOn`. It costs by what it observes
 * (0.21 USD for a million observations) and by the logs (0.50 USD a GB in us-east-1).
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/install-CloudWatch-Observability-EKS-addon.html
 *
 * @example
 * ```ts
 * import { type Cluster, type Encryption, Observability } from "@alchemorsel/platform/aws";
 *
 * declare const cluster: Cluster;
 * declare const encryption: Encryption;
 *
 * new Observability("shop-insights", {
 *     clusterName: cluster.clusterName,
 *     region: "eu-central-1",
 *     version: "v5.2.3-eksbuild.1",
 *     logsKeyArn: encryption.keyArns.logs,
 * });
 * ```
 */
export class Observability extends pulumi.ComponentResource {
    constructor(name: string, args: ObservabilityArgs, opts?: pulumi.ComponentResourceOptions) {
        const { region, version, logRetentionDays = defaultRetentionDays } = args;
        const problems = observabilityProblems(name, { region, version, logRetentionDays });
        throwProblems(`The args of observability ${name} are not valid.`, problems);
        super("alchemorsel:aws:Observability", name, {}, opts);
        const agent = this.createAgent(name, args);
        const logGroups = logKinds.map((kind) => this.createLogGroup(name, kind, { ...args, logRetentionDays }));
        const addon: AddonArgs = {
            region,
            clusterName: args.clusterName,
            addonName: "amazon-cloudwatch-observability",
            addonVersion: version,
            resolveConflictsOnUpdate: "PRESERVE",
        };
        const addonOpts = { parent: this, dependsOn: [agent, ...logGroups, ...dependencies(opts)] };
        new Addon(`${name}-addon`, ...transformed(args.transform?.addon, addon, addonOpts));
        this.registerOutputs({});
    }

    private createAgent(name: string, { clusterName, region, transform }: ObservabilityArgs): PodIdentity {
        return new PodIdentity(
            `${name}-agent`,
            {
                clusterName,
                region,
                namespace: "amazon-cloudwatch",
                serviceAccount: "cloudwatch-agent",
                description: "Amazon CloudWatch agent",
                managedPolicies: { agent: "CloudWatchAgentServerPolicy" },
                transform: transform?.agent,
            },
            { parent: this },
        );
    }

    private createLogGroup(
        name: string,
        kind: string,
        args: ObservabilityArgs & { logRetentionDays: number },
    ): LogGroup {
        const settings = {
            region: args.region,
            logGroup: pulumi.interpolate`/aws/containerinsights/${args.clusterName}/${kind}`,
            kmsKeyArn: args.logsKeyArn,
            retentionDays: args.logRetentionDays,
        };
        return createLogGroup(`${name}-log-${kind}`, settings, args.transform?.logGroup, { parent: this });
    }
}

/** What a component waits for, its add-on waits for too: the engine alone would start it at once. */
function dependencies(opts: pulumi.ComponentResourceOptions | undefined): pulumi.Resource[] {
    const { dependsOn = [] } = opts ?? {};
    return (Array.isArray(dependsOn) ? dependsOn : [dependsOn]) as pulumi.Resource[];
}
