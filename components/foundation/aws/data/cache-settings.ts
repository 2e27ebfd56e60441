import type { ParameterGroupArgs, ReplicationGroupArgs, UserArgs } from "@pulumi/aws/elasticache";
import * as pulumi from "@pulumi/pulumi";

import type { CacheArgs } from "./cache";
import { type CacheNumbers, cacheUserId } from "./cache-rules";
import { defaultRetentionDays } from "../log-retention";
import { majorVersion } from "./versions";

export const cachePort = 6379;

/** What the cache writes to CloudWatch, each kind into a log group of its own. */
export const logKinds = ["slow-log", "engine-log"] as const;

const defaultAccess = "on ~* +@all -@dangerous";

/** The args with their defaults, as the rules see them. */
export function cacheNumbers(name: string, args: Omit<CacheArgs, "vpcId" | "clients" | "keys">): CacheNumbers {
    const users = Object.entries(args.users).map(([user, { access = defaultAccess }]) => [user, { access }] as const);
    return {
        identifier: args.identifier ?? name,
        engineVersion: args.engineVersion,
        previousEngineVersion: args.previousEngineVersion,
        applyImmediately: args.applyImmediately ?? false,
        replicas: args.replicas ?? 1,
        users: Object.fromEntries(users),
        snapshotRetentionDays: args.snapshotRetentionDays ?? 7,
        logRetentionDays: args.logRetentionDays ?? defaultRetentionDays,
        subnets: Array.isArray(args.subnetIds) ? args.subnetIds.length : undefined,
    };
}

/** The family stands in the name, so that a major upgrade has its group before the old one goes. */
export function parameterGroupArgs({ identifier, engineVersion }: CacheNumbers, args: CacheArgs): ParameterGroupArgs {
    const family = `valkey${majorVersion(engineVersion)}`;
    const parameters = { "maxmemory-policy": "allkeys-lru", ...args.parameters };
    return {
        name: `${identifier}-${family}`,
        family,
        description: "Parameters of the cache",
        parameters: Object.entries(parameters).map(([name, value]) => ({ name, value })),
    };
}

/** With IAM, the name of a user has to be its ID. */
export function userArgs(
    { identifier, users }: CacheNumbers,
    user: string,
    given: CacheArgs["users"][string],
): UserArgs {
    const userId = cacheUserId(identifier, user);
    const common = { userId, engine: "valkey", accessString: users[user]?.access ?? defaultAccess };
    return given.authentication === "iam"
        ? { ...common, userName: userId, authenticationMode: { type: "iam" } }
        : {
              ...common,
              userName: user,
              authenticationMode: { type: "password", passwords: [pulumi.secret(given.initialPassword)] },
          };
}

/** What the replication group is given by its neighbors. */
interface Neighbors {
    subnetGroup: pulumi.Input<string>;
    securityGroup: pulumi.Input<string>;
    parameterGroup: pulumi.Input<string>;
    userGroup: pulumi.Input<string>;
    /** Name of the log group of each kind. */
    logGroups: { kind: string; name: pulumi.Input<string> }[];
}

export function replicationGroupArgs(
    numbers: CacheNumbers,
    args: CacheArgs,
    neighbors: Neighbors,
): ReplicationGroupArgs {
    return {
        replicationGroupId: numbers.identifier,
        description: `Cache ${numbers.identifier}`,
        engine: "valkey",
        engineVersion: numbers.engineVersion,
        // The version is pinned: one that AWS moved on would be a downgrade at the next update, which replaces the cache.
        autoMinorVersionUpgrade: false,
        applyImmediately: numbers.applyImmediately,
        nodeType: args.nodeType,
        port: cachePort,
        numCacheClusters: numbers.replicas + 1,
        automaticFailoverEnabled: true,
        multiAzEnabled: true,
        subnetGroupName: neighbors.subnetGroup,
        securityGroupIds: [neighbors.securityGroup],
        parameterGroupName: neighbors.parameterGroup,
        userGroupIds: [neighbors.userGroup],
        atRestEncryptionEnabled: true,
        kmsKeyId: args.keys.data,
        transitEncryptionEnabled: true,
        transitEncryptionMode: "required",
        snapshotRetentionLimit: numbers.snapshotRetentionDays,
        snapshotWindow: "02:00-03:00",
        maintenanceWindow: "sun:03:30-sun:04:30",
        finalSnapshotIdentifier: args.finalSnapshotIdentifier ?? `${numbers.identifier}-final`,
        logDeliveryConfigurations: neighbors.logGroups.map(({ kind, name }) => ({
            logType: kind,
            logFormat: "json",
            destinationType: "cloudwatch-logs",
            destination: name,
        })),
    };
}
