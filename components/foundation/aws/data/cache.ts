import type { LogGroupArgs } from "@pulumi/aws/cloudwatch";
import type { SecurityGroupArgs } from "@pulumi/aws/ec2";
import {
    ParameterGroup,
    type ParameterGroupArgs,
    ReplicationGroup,
    type ReplicationGroupArgs,
    SubnetGroup,
    type SubnetGroupArgs,
    User,
    type UserArgs,
    UserGroup,
    type UserGroupArgs,
} from "@pulumi/aws/elasticache";
import * as pulumi from "@pulumi/pulumi";

import { throwProblems } from "../../../problems";
import { type Transform, transformed } from "../../../transform";
import { cacheNodeIds, type CacheNumbers, cacheProblems } from "./cache-rules";
import {
    cacheNumbers,
    cachePort,
    logKinds,
    parameterGroupArgs,
    replicationGroupArgs,
    userArgs,
} from "./cache-settings";
import { createLogGroup } from "../log-group";
import { createStoreAccess } from "./store-access";

export interface CacheArgs {
    /** VPC of the security group. Changing it replaces. */
    vpcId: pulumi.Input<string>;
    /** Subnets of two zones at least, which need no route out. Subnets may be added in place. */
    subnetIds: pulumi.Input<pulumi.Input<string>[]>;
    /** Security groups that may connect, each under a name of your choice. Changed in place. */
    clients: Record<string, pulumi.Input<string>>;
    /** ARNs of KMS keys: of data and snapshots, of logs. Another data key replaces. */
    keys: { data: pulumi.Input<string>; logs: pulumi.Input<string> };
    /**
     * Who may do what, by a name of your choice; there is no default user and nobody gets in without a name. `access` is
     * a Valkey access string, default `on ~* +@all -@dangerous`. With `iam` a client signs in as its IAM role; with
     * `password` a rotation of `Secrets` keeps it, and `initialPassword` is only good until the first one, and is
     * encrypted in the state. Changed in place.
     */
    users: Record<string, CacheUser>;
    /** Version of Valkey, major and minor, such as `8.0`. A higher one upgrades in place; a lower one is refused. */
    engineVersion: string;
    /** The version that runs now; default none. With it a downgrade is refused before anything is planned. */
    previousEngineVersion?: string;
    /**
     * Changes of the engine and the nodes are made at once, and not in the maintenance window; default false. A major
     * upgrade needs it.
     */
    applyImmediately?: boolean;
    /** Node type such as `cache.m7g.large`. Changed in place, node by node. */
    nodeType: pulumi.Input<string>;
    /**
     * Copies in other zones, one of which takes over when the primary fails, 1 to 5; default 1. Each costs as much as
     * the primary. Changed in place.
     */
    replicas?: number;
    /** Name of the cache, its users, parameter group and log groups; default the component's name. Changing it replaces. */
    identifier?: string;
    /** Name of the snapshot that is taken when the cache is deleted; default `<identifier>-final`. Changed in place. */
    finalSnapshotIdentifier?: string;
    /** Days for which daily snapshots are kept, 1 to 35; default 7. Changed in place. */
    snapshotRetentionDays?: number;
    /** Days for which logs are kept, 30 at least; default 365. Changed in place. */
    logRetentionDays?: number;
    /** Parameters of Valkey; default: at its limit it forgets what was used least. Changed in place. */
    parameters?: Record<string, string>;
    /** Bends a child. */
    transform?: CacheTransform;
}

/**
 * With `iam` a client signs in as its IAM role. With `password` a rotation of `Secrets` keeps it; `initialPassword` is
 * only good until the first one, and is encrypted in the state.
 */
type CacheUser = { access?: string } & (
    { authentication: "iam" } | { authentication: "password"; initialPassword: pulumi.Input<string> }
);

interface CacheTransform {
    replicationGroup?: Transform<ReplicationGroupArgs>;
    subnetGroup?: Transform<SubnetGroupArgs>;
    parameterGroup?: Transform<ParameterGroupArgs>;
    securityGroup?: Transform<SecurityGroupArgs>;
    logGroup?: Transform<LogGroupArgs>;
    user?: Transform<UserArgs>;
    userGroup?: Transform<UserGroupArgs>;
}

/**
 * Valkey on ElastiCache: a primary and replicas in other zones that take over by themselves, encrypted at rest and in
 * transit, with users of its own, daily snapshots and a last one.
 *
 * Cost: every node counts, so one replica doubles the price; two `cache.m7g.large` are some 185 USD a month. Snapshots
 * beyond the first are paid for.
 *
 * https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/BestPractices.html
 *
 * @example
 * ```ts
 * import { Cache, type Cluster, type Encryption, type Network } from "@alchemorsel/platform/aws";
 *
 * declare const cluster: Cluster;
 * declare const encryption: Encryption;
 * declare const network: Network;
 *
 * const cache = new Cache("staging", {
 *     vpcId: network.vpcId,
 *     subnetIds: network.subnetIds.data,
 *     clients: { pods: cluster.securityGroupId },
 *     keys: encryption.keyArns,
 *     users: { recipes: { authentication: "iam" } },
 *     engineVersion: "8.0",
 *     nodeType: "cache.m7g.large",
 * });
 *
 * export const cacheAddress = cache.address;
 * ```
 */
export class Cache extends pulumi.ComponentResource {
    /** Host name of the primary; it follows a failover. */
    public readonly address: pulumi.Output<string>;
    /** Host name that spreads reads over the replicas. */
    public readonly readerAddress: pulumi.Output<string>;
    /** Port at which Valkey answers. */
    public readonly port: number = cachePort;
    /** ARN of the replication group. */
    public readonly arn: pulumi.Output<string>;
    /** Security group of the cache, which lets in `clients` and nobody else. */
    public readonly securityGroupId: pulumi.Output<string>;
    /** What an IAM policy for `elasticache:Connect` names the users by, beside the cache's own ARN. */
    public readonly userArns: Record<string, pulumi.Output<string>>;
    /** IDs of the nodes: the dimension of their metrics. */
    public readonly nodeIds: string[];

    constructor(name: string, args: CacheArgs, opts?: pulumi.ComponentResourceOptions) {
        const numbers = cacheNumbers(name, args);
        throwProblems(`The args of cache ${name} are not valid.`, cacheProblems(numbers));
        super("alchemorsel:aws:Cache", name, {}, opts);
        const access = { vpcId: args.vpcId, port: cachePort, clients: args.clients };
        this.securityGroupId = createStoreAccess(name, access, args.transform?.securityGroup, { parent: this }).id;
        const users = this.createUsers(name, args, numbers);
        const group = this.createReplicationGroup(name, args, numbers, Object.values(users));
        this.address = group.primaryEndpointAddress;
        this.readerAddress = group.readerEndpointAddress;
        this.arn = group.arn;
        this.userArns = Object.fromEntries(Object.entries(users).map(([user, { arn }]) => [user, arn]));
        this.nodeIds = cacheNodeIds(numbers.identifier, numbers.replicas);
        this.registerOutputs({ address: this.address, readerAddress: this.readerAddress });
    }

    private createReplicationGroup(
        name: string,
        args: CacheArgs,
        numbers: CacheNumbers,
        users: User[],
    ): ReplicationGroup {
        const group = replicationGroupArgs(numbers, args, {
            subnetGroup: this.createSubnetGroup(name, args),
            securityGroup: this.securityGroupId,
            parameterGroup: this.createParameterGroup(name, args, numbers),
            userGroup: this.createUserGroup(name, args, numbers, users),
            logGroups: this.createLogGroups(name, args, numbers),
        });
        return new ReplicationGroup(
            `${name}-replication-group`,
            ...transformed(args.transform?.replicationGroup, group, { parent: this }),
        );
    }

    private createSubnetGroup(name: string, { subnetIds, transform }: CacheArgs): pulumi.Output<string> {
        const group: SubnetGroupArgs = { subnetIds, description: "Subnets of the cache" };
        return new SubnetGroup(`${name}-subnet-group`, ...transformed(transform?.subnetGroup, group, { parent: this }))
            .name;
    }

    private createParameterGroup(name: string, args: CacheArgs, numbers: CacheNumbers): pulumi.Output<string> {
        const group = parameterGroupArgs(numbers, args);
        // The old group is in use until the cache has gone over to the new one.
        const options = { parent: this, deleteBeforeReplace: false };
        return new ParameterGroup(
            `${name}-parameter-group`,
            ...transformed(args.transform?.parameterGroup, group, options),
        ).name;
    }

    private createUsers(name: string, { users, transform }: CacheArgs, numbers: CacheNumbers): Record<string, User> {
        const entries = Object.entries(users).map(([user, given]): [string, User] => {
            const resolved = userArgs(numbers, user, given);
            return [
                user,
                new User(`${name}-user-${user}`, ...transformed(transform?.user, resolved, { parent: this })),
            ];
        });
        return Object.fromEntries(entries);
    }

    private createUserGroup(name: string, args: CacheArgs, { identifier }: CacheNumbers, users: User[]) {
        const group: UserGroupArgs = {
            userGroupId: identifier,
            engine: "valkey",
            userIds: users.map(({ userId }) => userId),
        };
        return new UserGroup(`${name}-user-group`, ...transformed(args.transform?.userGroup, group, { parent: this }))
            .userGroupId;
    }

    private createLogGroups(name: string, args: CacheArgs, numbers: CacheNumbers) {
        return logKinds.map((kind) => {
            const group = createLogGroup(
                `${name}-${kind}`,
                {
                    // By way of vended logs, whose groups share one resource policy under this prefix.
                    logGroup: `/aws/vendedlogs/elasticache/${numbers.identifier}/${kind}`,
                    kmsKeyArn: args.keys.logs,
                    retentionDays: numbers.logRetentionDays,
                },
                args.transform?.logGroup,
                { parent: this },
            );
            return { kind, name: group.name };
        });
    }
}
