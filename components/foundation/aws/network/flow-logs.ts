import type { LogGroup, LogGroupArgs } from "@pulumi/aws/cloudwatch/logGroup";
import { FlowLog, type FlowLogArgs } from "@pulumi/aws/ec2";
import { Role, type RoleArgs, RolePolicy, type RolePolicyArgs } from "@pulumi/aws/iam";
import * as pulumi from "@pulumi/pulumi";

import { throwProblems } from "../../../problems";
import { type Transform, transformed } from "../../../transform";
import { createLogGroup } from "../log-group";
import { defaultRetentionDays } from "../log-retention";
import { flowLogsProblems } from "./network-rules";

export interface FlowLogsArgs {
    /** Region of the VPC. Changing it replaces. */
    region: string;
    /** ID of the account, twelve digits: nobody else's flow logs may use the role. Changed in place. */
    accountId: string;
    /** ID of the VPC. Changing it replaces the flow log; the log group stays. */
    vpcId: pulumi.Input<string>;
    /** ARN of the KMS key of the log group; its policy must let CloudWatch Logs use it. Changed in place. */
    keyArn: pulumi.Input<string>;
    /** How long records are kept, in days: 30 at least, one of CloudWatch's numbers; default 365. Changed in place. */
    retentionDays?: number;
    /** Bends a child. */
    transform?: {
        logGroup?: Transform<LogGroupArgs>;
        role?: Transform<RoleArgs>;
        rolePolicy?: Transform<RolePolicyArgs>;
        flowLog?: Transform<FlowLogArgs>;
    };
}

/**
 * All traffic of a VPC, accepted and rejected, one record a minute and connection, in an encrypted log group.
 *
 * Costs CloudWatch's price of vended logs, in us-east-1 about $0.50 for each GB taken in and $0.03 a month for each GB
 * kept. https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-cwl.html
 *
 * @example
 * ```ts
 * import { type Encryption, FlowLogs } from "@alchemorsel/platform/aws";
 *
 * declare const encryption: Encryption;
 *
 * // `Network` has these by itself; this is for a VPC that you have.
 * const flowLogs = new FlowLogs("shared", {
 *     region: "eu-central-1",
 *     accountId: "111122223333",
 *     vpcId: "vpc-0a1b2c3d4e5f67890",
 *     keyArn: encryption.keyArns.logs,
 * });
 *
 * export const logGroup = flowLogs.logGroupName;
 * ```
 */
export class FlowLogs extends pulumi.ComponentResource {
    /** Name of the log group. */
    public readonly logGroupName: pulumi.Output<string>;

    constructor(name: string, args: FlowLogsArgs, opts?: pulumi.ComponentResourceOptions) {
        const retentionDays = args.retentionDays ?? defaultRetentionDays;
        throwProblems(
            `The args of flow logs ${name} are not valid.`,
            flowLogsProblems(name, { region: args.region, accountId: args.accountId, retentionDays }),
        );
        super("alchemorsel:aws:FlowLogs", name, {}, opts);
        const logGroup = this.createLogGroup(name, args, retentionDays);
        const role = this.createRole(name, args);
        const policy = this.createRolePolicy(name, args, role, logGroup);
        this.createFlowLog(name, args, { logGroup, role, policy });
        this.logGroupName = logGroup.name;
        this.registerOutputs({ logGroupName: this.logGroupName });
    }

    private createLogGroup(name: string, args: FlowLogsArgs, retentionInDays: number): LogGroup {
        const settings = { region: args.region, kmsKeyArn: args.keyArn, retentionDays: retentionInDays };
        return createLogGroup(`${name}-log-group`, settings, args.transform?.logGroup, { parent: this });
    }

    private createRole(name: string, { accountId, region, transform }: FlowLogsArgs): Role {
        const role: RoleArgs = {
            description: "Lets VPC flow logs write to their log group",
            assumeRolePolicy: pulumi.jsonStringify({
                Version: "2012-10-17",
                Statement: [
                    {
                        Effect: "Allow",
                        Principal: { Service: "vpc-flow-logs.amazonaws.com" },
                        Action: "sts:AssumeRole",
                        // Without these, flow logs of any account could write through this role.
                        Condition: {
                            StringEquals: { "aws:SourceAccount": accountId },
                            ArnLike: { "aws:SourceArn": `arn:aws:ec2:${region}:${accountId}:vpc-flow-log/*` },
                        },
                    },
                ],
            }),
        };
        return new Role(`${name}-role`, ...transformed(transform?.role, role, { parent: this }));
    }

    private createRolePolicy(name: string, { transform }: FlowLogsArgs, role: Role, logGroup: LogGroup): RolePolicy {
        const policy: RolePolicyArgs = {
            role: role.id,
            policy: pulumi.jsonStringify({
                Version: "2012-10-17",
                Statement: [
                    {
                        Effect: "Allow",
                        Action: [
                            "logs:CreateLogStream",
                            "logs:PutLogEvents",
                            "logs:DescribeLogGroups",
                            "logs:DescribeLogStreams",
                        ],
                        // No CreateLogGroup: a group made by the service would have neither a key nor a retention.
                        Resource: pulumi.interpolate`${logGroup.arn}:*`,
                    },
                ],
            }),
        };
        return new RolePolicy(`${name}-role-policy`, ...transformed(transform?.rolePolicy, policy, { parent: this }));
    }

    private createFlowLog(
        name: string,
        { region, vpcId, transform }: FlowLogsArgs,
        { logGroup, role, policy }: { logGroup: LogGroup; role: Role; policy: RolePolicy },
    ): void {
        const flowLog: FlowLogArgs = {
            region,
            vpcId,
            trafficType: "ALL",
            maxAggregationInterval: 60,
            logDestinationType: "cloud-watch-logs",
            logDestination: logGroup.arn,
            iamRoleArn: role.arn,
            tags: { Name: name },
        };
        new FlowLog(
            `${name}-flow-log`,
            ...transformed(transform?.flowLog, flowLog, { parent: this, dependsOn: policy }),
        );
    }
}
