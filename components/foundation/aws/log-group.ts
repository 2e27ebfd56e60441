import { LogGroup, type LogGroupArgs } from "@pulumi/aws/cloudwatch/logGroup";
import type * as pulumi from "@pulumi/pulumi";

import { type Transform, transformed } from "../../transform";

interface LogGroupSettings {
    /** Default: the provider's. */
    region?: pulumi.Input<string>;
    /** Default: a name that Pulumi makes. */
    logGroup?: pulumi.Input<string>;
    kmsKeyArn: pulumi.Input<string>;
    retentionDays: number;
    tags?: LogGroupArgs["tags"];
}

/**
 * The log group that a service writes to. It is created before the service starts, because a service that finds none
 * makes one of its own: without encryption and kept forever.
 */
export function createLogGroup(
    name: string,
    args: LogGroupSettings,
    transform: Transform<LogGroupArgs> | undefined,
    opts: pulumi.CustomResourceOptions,
): LogGroup {
    const group: LogGroupArgs = {
        region: args.region,
        name: args.logGroup,
        kmsKeyId: args.kmsKeyArn,
        retentionInDays: args.retentionDays,
        tags: args.tags,
    };
    return new LogGroup(name, ...transformed(transform, group, opts));
}
