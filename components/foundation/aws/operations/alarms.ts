import { MetricAlarm, type MetricAlarmArgs } from "@pulumi/aws/cloudwatch";
import {
    Topic,
    type TopicArgs,
    TopicPolicy,
    type TopicPolicyArgs,
    TopicSubscription,
    type TopicSubscriptionArgs,
} from "@pulumi/aws/sns";
import * as pulumi from "@pulumi/pulumi";

import { throwProblems } from "../../../problems";
import { type Transform, transformed } from "../../../transform";
import { alarmSubjects } from "./alarm-subjects";
import { type AlarmName, type AlarmSource, alarmSources, alarmTable } from "./alarm-table";
import { alarmsProblems } from "./alarms-rules";

export interface AlarmsArgs {
    /** ARN of the topic's KMS key; its policy has to let `cloudwatch.amazonaws.com` use it. Changed in place. */
    kmsKeyArn: pulumi.Input<string>;
    /** The 12 digits of the account: alarms of others are not passed on. Changed in place. */
    accountId: string;
    /** Who is paged, by a name of your choice. An address has to confirm by mail first. Another endpoint replaces. */
    subscribers: Record<string, { protocol: "email" | "https"; endpoint: pulumi.Input<string> }>;
    /** What is watched; each part that is given brings its alarms. Changed in place. */
    watch: {
        /** ARN suffixes of the load balancer and of its target groups by name. */
        loadBalancer?: { arnSuffix: pulumi.Input<string>; targetGroups: Record<string, pulumi.Input<string>> };
        /** Name of the RDS instance. */
        database?: { identifier: pulumi.Input<string> };
        /** Name of an RDS instance that is a read replica: only such a one has a lag. */
        databaseReplica?: { identifier: pulumi.Input<string> };
        /** IDs of the cache's nodes. */
        cache?: { nodeIds: string[] };
        /** Name of the web ACL's metric, and the region that it stands in. */
        webAcl?: { name: pulumi.Input<string>; region: string };
        /** Name of the EKS cluster. */
        cluster?: { name: pulumi.Input<string> };
    };
    /** Thresholds of one's own by alarm, in the unit of its metric; default those of `alarm-table.ts`. In place. */
    thresholds?: Partial<Record<AlarmName, number>>;
    /** Bends a child. */
    transform?: {
        topic?: Transform<TopicArgs>;
        topicPolicy?: Transform<TopicPolicyArgs>;
        subscription?: Transform<TopicSubscriptionArgs>;
        alarm?: Transform<MetricAlarmArgs>;
    };
}

/**
 * What pages somebody: an encrypted topic, and one alarm for each row of `alarm-table.ts` and each thing that it looks at.
 * An alarm says so too when it is over.
 *
 * Cost: 0.10 USD a month for each alarm.
 *
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/AlarmThatSendsEmail.html
 *
 * @example
 * ```ts
 * import { Alarms, type Cache, type Database, type Edge, type Encryption } from "@alchemorsel/platform/aws";
 *
 * declare const cache: Cache;
 * declare const database: Database;
 * declare const edge: Edge;
 * declare const encryption: Encryption;
 *
 * const alarms = new Alarms("staging", {
 *     kmsKeyArn: encryption.keyArns.logs,
 *     accountId: "111122223333",
 *     subscribers: { onCall: { protocol: "email", endpoint: "on-call@example.com" } },
 *     watch: {
 *         loadBalancer: { arnSuffix: edge.loadBalancer.arnSuffix, targetGroups: {} },
 *         database: { identifier: database.identifier },
 *         cache: { nodeIds: cache.nodeIds },
 *         webAcl: { name: edge.firewall.webAclName, region: "eu-central-1" },
 *     },
 *     thresholds: { databaseConnections: 200 },
 * });
 *
 * export const topicArn = alarms.topicArn;
 * ```
 */
export class Alarms extends pulumi.ComponentResource {
    /** ARN of the topic, for alarms of one's own. */
    public readonly topicArn: pulumi.Output<string>;
    private readonly name: string;
    private readonly args: AlarmsArgs;

    constructor(name: string, args: AlarmsArgs, opts?: pulumi.ComponentResourceOptions) {
        const problems = alarmsProblems({ ...args, thresholds: args.thresholds ?? {} });
        throwProblems(`The args of alarms ${name} are not valid.`, problems);
        super("alchemorsel:aws:Alarms", name, {}, opts);
        [this.name, this.args] = [name, args];
        const topic = this.createTopic(name, args);
        this.topicArn = topic.arn;
        this.createSubscriptions(name, args, topic);
        this.watchSubjects(args.watch, alarmSources);
        this.registerOutputs({ topicArn: this.topicArn });
    }

    /** Adds the alarms of a target group, by a name of yours and the ARN suffixes of both. */
    public watchTargetGroup(
        key: string,
        { loadBalancer, targetGroup }: Record<"loadBalancer" | "targetGroup", pulumi.Input<string>>,
    ): void {
        this.watchSubjects({ loadBalancer: { arnSuffix: loadBalancer, targetGroups: { [key]: targetGroup } } }, [
            "targetGroup",
        ]);
    }

    private watchSubjects(watch: AlarmsArgs["watch"], sources: readonly AlarmSource[]): void {
        const subjects = alarmSubjects(watch);
        for (const alarm of Object.keys(alarmTable) as AlarmName[]) {
            const { source } = alarmTable[alarm];
            for (const { key, dimensions } of sources.includes(source) ? subjects[source] : []) {
                const alarmName = [this.name, kebabCase(alarm), ...(key === undefined ? [] : [key])].join("-");
                this.createAlarm(alarmName, alarm, this.args, dimensions);
            }
        }
    }

    private createTopic(name: string, { kmsKeyArn, accountId, transform }: AlarmsArgs): Topic {
        const topicArgs: TopicArgs = { kmsMasterKeyId: kmsKeyArn };
        const topic = new Topic(`${name}-topic`, ...transformed(transform?.topic, topicArgs, { parent: this }));
        const policyArgs: TopicPolicyArgs = { arn: topic.arn, policy: topicPolicy(topic.arn, accountId) };
        new TopicPolicy(`${name}-topic-policy`, ...transformed(transform?.topicPolicy, policyArgs, { parent: this }));
        return topic;
    }

    private createSubscriptions(name: string, { subscribers, transform }: AlarmsArgs, topic: Topic): void {
        for (const [key, { protocol, endpoint }] of Object.entries(subscribers)) {
            const subscription: TopicSubscriptionArgs = { topic: topic.arn, protocol, endpoint };
            new TopicSubscription(
                `${name}-to-${key}`,
                ...transformed(transform?.subscription, subscription, { parent: this }),
            );
        }
    }

    private createAlarm(
        alarmName: string,
        alarm: AlarmName,
        { thresholds, transform }: AlarmsArgs,
        dimensions: Record<string, pulumi.Input<string>>,
    ): void {
        const row = alarmTable[alarm];
        const args: MetricAlarmArgs = {
            alarmDescription: row.description,
            namespace: row.namespace,
            metricName: row.metric,
            dimensions,
            ...statistic(row.statistic),
            comparisonOperator: row.when === "above" ? "GreaterThanThreshold" : "LessThanThreshold",
            threshold: thresholds?.[alarm] ?? row.threshold,
            period: row.periodSeconds,
            evaluationPeriods: row.periods,
            treatMissingData: "notBreaching",
            alarmActions: [this.topicArn],
            okActions: [this.topicArn],
        };
        new MetricAlarm(alarmName, ...transformed(transform?.alarm, args, { parent: this }));
    }
}

/** A percentile of a handful of requests says nothing, and is left out. */
function statistic(name: string): MetricAlarmArgs {
    return name.startsWith("p")
        ? { extendedStatistic: name, evaluateLowSampleCountPercentiles: "ignore" }
        : { statistic: name };
}

/** CloudWatch of this account may publish, and nobody without TLS. */
function topicPolicy(topicArn: pulumi.Input<string>, accountId: string): pulumi.Output<string> {
    return pulumi.jsonStringify({
        Version: "2012-10-17",
        Statement: [
            {
                Effect: "Allow",
                Principal: { Service: "cloudwatch.amazonaws.com" },
                Action: "sns:Publish",
                Resource: topicArn,
                Condition: { StringEquals: { "aws:SourceAccount": accountId } },
            },
            {
                Effect: "Deny",
                Principal: "*",
                Action: "sns:Publish",
                Resource: topicArn,
                Condition: { Bool: { "aws:SecureTransport": "false" } },
            },
        ],
    });
}

function kebabCase(name: string): string {
    return name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
