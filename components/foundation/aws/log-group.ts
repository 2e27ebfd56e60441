import { LogGroup, type LogGroupArgs } from "@pulumi/aws/cloudwatch";
import type * as pulumi from "@pulumi/pulumi";

import { type Transform, transformed } from "../../transform";

/**
 * The log group that a service writes to. It is created before the service starts, because a service that finds none
 * makes one of its own: without encryption and kept forever.
 */
export function createLogGroup(
    name: string,
    args: { logGroup: string; kmsKeyArn: pulumi.Input<string>; retentionDays: number },
    transform: Transform<LogGroupArgs> | undefined,
    opts: pulumi.CustomResourceOptions,
): LogGroup {
    const group: LogGroupArgs = {
        name: args.logGroup,
        kmsKeyId: args.kmsKeyArn,
        retentionInDays: args.retentionDays,
    };
    return new LogGroup(name, ...transformed(transform, group, opts));
}
