import { SecurityGroupIngressRule } from "@pulumi/aws/vpc/securityGroupIngressRule";
import { Provider } from "@pulumi/kubernetes/provider";
import type { networking } from "@pulumi/kubernetes/types/input";
import * as pulumi from "@pulumi/pulumi";

import type { AwsConfig } from "../../aws-config";
import { perColor, type PerColor } from "../../colors";
import { outputReader } from "../../kubernetes/output-reader";
import { throwProblems } from "../../problems";
import { targetGroupName } from "../../workload/alb-rules";
import { AlbTraffic, type AlbTrafficArgs } from "../../workload/alb-traffic";
import { albReader, type AlbReader } from "../../workload/alb-weights";
import { elbApi } from "../../workload/elb-api";
import { appPort } from "../../workload/pod";
import type { Traffic, TrafficArgs } from "../../workload/traffic";
import { albLacks } from "../../workload/traffic-lacks";
import type { Weights } from "../../workload/weights";
import type { Admission, Foundation, KubernetesAccess, RoutingDelays, Store, StoreName } from "../foundation";
import { createNamespace } from "../namespace";
import { defaultNamespace } from "../namespace-name";
import { cacheStore, cacheUser, connectStatements } from "./cache-store";
import { Cluster, type ClusterArgs } from "./cluster/cluster";
import { PodIdentity, type PodIdentityArgs } from "./cluster/pod-identity";
import { awsProblems } from "./config-problems";
import { Cache, type CacheArgs } from "./data/cache";
import { Database, type DatabaseArgs } from "./data/database";
import { createDatabaseStore, databaseUser, defaultDatabaseName } from "./database-store";
import { Edge, type EdgeArgs } from "./edge/edge";
import { Encryption, type EncryptionArgs } from "./encryption/encryption";
import { ignoredChanges } from "./ignored-changes";
import { Network, type NetworkArgs } from "./network/network";
import { subnetSlots, type Tier } from "./network/subnet-slots";
import { createNodes, type NodesTransform } from "./nodes";
import { Alarms, type AlarmsArgs } from "./operations/alarms";
import { Cost, type CostArgs } from "./operations/cost";
import { Recovery, type RecoveryArgs } from "./operations/recovery";
import { Registry, type RegistryArgs } from "./operations/registry";
import { Secrets, type SecretsArgs } from "./operations/secrets";
import { partNames } from "./part-names";
import { permissionsBoundary } from "./permissions-boundary";
import { routingDelays } from "./routing-delays";
import { deliverSecrets } from "./secret-delivery";
import { subnetPeers } from "./subnet-peers";

export interface AwsFoundationArgs extends Omit<AwsConfig, "name"> {
    /**
     * Versions that run now, by engine; default none. With them a downgrade, or a jump that the engine doesn't take, is
     * refused before anything is planned; a major upgrade of the database is only allowed with its own.
     */
    previousVersions?: Partial<Record<"database" | "cache", string>>;
    /** Namespace of the workloads; default `alchemorsel`. Changing it replaces everything in it. */
    namespace?: string;
    /** Bends the children of a part. */
    transform?: AwsTransform;
}

interface AwsTransform extends NodesTransform {
    /** `Encryption`. */
    keys?: EncryptionArgs["transform"];
    /** `Network`. */
    network?: NetworkArgs["transform"];
    /** `Cluster`. */
    cluster?: ClusterArgs["transform"];
    /** `Database`. */
    database?: DatabaseArgs["transform"];
    /** `Cache`. */
    cache?: CacheArgs["transform"];
    /** `Edge`. */
    edge?: EdgeArgs["transform"];
    /** `Secrets`. */
    secrets?: SecretsArgs["transform"];
    /** `Registry`. */
    registry?: RegistryArgs["transform"];
    /** `Recovery`. */
    recovery?: RecoveryArgs["transform"];
    /** `Cost`. */
    cost?: CostArgs["transform"];
    /** `Alarms`. */
    alarms?: AlarmsArgs["transform"];
    /** Each workload's `AlbTraffic`. */
    traffic?: AlbTrafficArgs["transform"];
    /** The `PodIdentity` of each workload that uses the cache. */
    identities?: PodIdentityArgs["transform"];
}

/**
 * Everything that workloads stand on in one account and region of AWS: keys, network, cluster with nodes and controllers,
 * PostgreSQL, Valkey, an edge with TLS and a web firewall, backups, alarms and a budget. Each part is a component of its
 * own; here they are put together. What it costs is the sum of what their docs say: the defaults in three zones some
 * 1,100 USD a month at rest in us-east-1, three `m7i.large` nodes included.
 *
 * @example
 * ```ts
 * import { Platform } from "@alchemorsel/platform";
 * import { AwsFoundation } from "@alchemorsel/platform/aws";
 * import * as pulumi from "@pulumi/pulumi";
 *
 * const image = new pulumi.Config("images").require("recipes"); // By digest.
 * const policy = "AmazonEKSClusterAdminPolicy";
 *
 * const platform = new Platform("shop", {
 *     activeColor: "blue",
 *     canaryWeight: 0,
 *     workloads: {
 *         recipes: {
 *             image: { blue: image },
 *             uses: ["database", "cache"],
 *             replicas: { min: 3, max: 12 },
 *             resources: { cpu: "250m", memory: "256Mi", memoryLimit: "512Mi" },
 *             environment: {},
 *             longestRequestSeconds: 20,
 *             rolloutSeconds: 600,
 *         },
 *     },
 *     foundation: (_platform, opts) =>
 *         new AwsFoundation(
 *             "shop-production",
 *             {
 *                 shortName: "shop",
 *                 accountId: "111122223333",
 *                 region: "eu-central-1",
 *                 environment: "production",
 *                 deletionProtection: true,
 *                 allowDeletion: false,
 *                 network: { cidr: "10.20.0.0/16", zones: ["eu-central-1a", "eu-central-1b", "eu-central-1c"], nat: "per-zone" },
 *                 cluster: {
 *                     version: "1.35",
 *                     access: { pipeline: { principalArn: "arn:aws:iam::111122223333:role/pipeline", policy } },
 *                     compute: { kind: "auto" },
 *                 },
 *                 database: { engineVersion: "17.6", instanceClass: "db.m7g.large" },
 *                 cache: { engineVersion: "8.0", nodeType: "cache.m7g.large" },
 *                 edge: { domain: "shop.example", zone: { id: "Z0000000000000000000P", name: "shop.example" } },
 *                 cost: { monthlyLimitUsd: 3000, emails: ["platform@shop.example"] },
 *                 alarms: { subscribers: { team: { protocol: "email", endpoint: "platform@shop.example" } } },
 *             },
 *             opts,
 *         ),
 * });
 *
 * export const address = platform.address;
 * ```
 */
export class AwsFoundation extends pulumi.ComponentResource implements Foundation {
    /** Where workloads run. */
    public readonly kubernetes: KubernetesAccess;
    /** How workloads reach the database and the cache. */
    public readonly stores: Record<StoreName, Store>;
    /** How fast the load balancer follows a pod, in seconds. */
    public readonly routing: RoutingDelays = routingDelays;
    /** Requests are counted by CloudWatch alone. */
    public readonly lacks = albLacks;
    /** Where the load balancer's requests come from: the public subnets. */
    public readonly ingressFrom: networking.v1.NetworkPolicyPeer[];
    /** URL of the first domain. */
    public readonly address: pulumi.Output<string>;
    /** All images come from registries: there are none of its own. */
    public readonly images: Record<string, string> = {};
    /** Versions of the engines, which the next update may not go back behind. */
    public readonly versions: Record<"cluster" | "database" | "cache", string>;
    /** An update that switches changes no image. */
    public readonly switchesAlone = true;
    /** The VPC, for more in it. */
    public readonly network: Network;
    /** The EKS cluster, for more in it. */
    public readonly cluster: Cluster;
    /** The load balancer and what stands before it. */
    public readonly edge: Edge;
    /** The alarms and their topic, for more of them. */
    public readonly alarms: Alarms;
    private readonly name: string;
    private readonly args: AwsFoundationArgs;
    private readonly keys: Encryption;
    private readonly database: Database;
    private readonly cache: Cache;
    private readonly ready: pulumi.Resource[];
    private readonly readers = new Map<string, AlbReader>();

    constructor(name: string, args: AwsFoundationArgs, opts?: pulumi.ComponentResourceOptions) {
        throwProblems(
            `The args of AWS foundation ${name} are not valid.`,
            awsProblems({ ...args, name }, {}, () => true),
        );
        super("alchemorsel:aws:AwsFoundation", name, {}, bent(args, opts));
        [this.name, this.args] = [name, args];
        this.keys = this.createKeys();
        this.network = this.createNetwork();
        this.cluster = this.createCluster();
        this.kubernetes = this.connect();
        this.database = this.createDatabase();
        this.cache = this.createCache();
        const secrets = this.createSecrets();
        const controllers = this.createNodes(secrets);
        const database = this.createDatabaseStore(controllers);
        this.ready = [...controllers, database.ready];
        if (secrets !== undefined) {
            const { provider, namespace } = this.kubernetes;
            const opts = { ...this.child, provider, dependsOn: controllers };
            deliverSecrets(this.names.secrets, secrets.names, namespace, opts);
        }
        this.stores = {
            database: database.store,
            cache: cacheStore(this.cache, this.names.cache, args.region, this.cidrs("data")),
        };
        this.ingressFrom = subnetPeers(this.cidrs("public"));
        this.edge = this.createEdge();
        this.letRequestsIn();
        this.address = this.edge.address;
        this.alarms = this.createAlarms();
        this.createOperations();
        this.versions = {
            cluster: args.cluster.version,
            database: args.database.engineVersion,
            cache: args.cache.engineVersion,
        };
        this.registerOutputs({ address: this.address, versions: this.versions });
    }

    /** Gives a workload's ServiceAccount a role of its own where it uses the cache, which it signs in to as that role. */
    public admit({ serviceAccount, stores }: Admission): pulumi.Resource[] {
        if (!stores.includes("cache")) {
            return this.ready;
        }
        const identity = new PodIdentity(
            this.names.identity(serviceAccount),
            {
                clusterName: this.cluster.clusterName,
                region: this.args.region,
                namespace: this.args.namespace ?? defaultNamespace,
                serviceAccount,
                description: `Workload ${serviceAccount}`,
                policies: { cache: connectStatements(this.cache) },
                transform: this.args.transform?.identities,
            },
            { parent: this },
        );
        return [...this.ready, identity];
    }

    /** Creates the listener rule and the target groups of a workload, and what pages somebody about them. */
    public traffic(name: string, args: TrafficArgs, opts: pulumi.ComponentResourceOptions): Traffic {
        const { region, cluster, transform } = this.args;
        const { loadBalancer } = this.edge;
        const traffic = new AlbTraffic(
            name,
            {
                ...args,
                listenerArn: loadBalancer.listenerArn,
                vpcId: this.network.vpcId,
                targetGroups: this.targetGroups(args.workload),
                routing: this.routing,
                controller:
                    cluster.compute.kind === "auto"
                        ? { kind: "autoMode", clusterName: this.cluster.clusterName }
                        : { kind: "loadBalancerController" },
                reader: this.reader(args.workload),
                region,
                transform: transform?.traffic,
            },
            opts,
        );
        for (const [color, targetGroup] of Object.entries(traffic.targetGroupSuffixes)) {
            this.alarms.watchTargetGroup(`${args.workload}-${color}`, {
                loadBalancer: loadBalancer.arnSuffix,
                targetGroup,
            });
        }
        return traffic;
    }

    /** The weights of a workload's listener rule. */
    public readWeights(_namespace: string, workload: string): Promise<Weights | undefined> {
        return this.reader(workload).weights();
    }

    /** How many targets of each of a workload's target groups the load balancer finds healthy. */
    public readHealthy(_namespace: string, workload: string): Promise<PerColor<number> | undefined> {
        return this.reader(workload).healthy();
    }

    private get names() {
        return partNames(this.name);
    }

    private get databaseNames() {
        const { databaseName, masterUsername } = this.args.database;
        return { database: databaseName ?? defaultDatabaseName, user: masterUsername ?? databaseUser };
    }

    private get child() {
        return { parent: this };
    }

    private targetGroups(workload: string): PerColor<string> {
        return perColor((color) => targetGroupName(this.args.shortName, workload, color));
    }

    private reader(workload: string): AlbReader {
        const reader = this.readers.get(workload) ?? albReader(elbApi(this.args.region), this.targetGroups(workload));
        this.readers.set(workload, reader);
        return reader;
    }

    private cidrs(tier: Tier): string[] {
        const { cidr, zones, subnetCidrs } = this.args.network;
        return subnetSlots(cidr, zones, [tier], subnetCidrs).map((slot) => slot.cidr);
    }

    private createKeys(): Encryption {
        const { region, accountId, deletionProtection, recovery, transform } = this.args;
        const recoveryRegion = recovery?.region;
        const args = { region, accountId, recoveryRegion, deletionProtection, transform: transform?.keys };
        return new Encryption(this.names.keys, args, this.child);
    }

    private createNetwork(): Network {
        const { region, accountId, network, transform } = this.args;
        const logsKeyArn = this.keys.keyArns.logs;
        const args = { ...network, region, accountId, logsKeyArn, transform: transform?.network };
        return new Network(this.names.network, args, this.child);
    }

    private createCluster(): Cluster {
        const { region, cluster, deletionProtection, transform } = this.args;
        return new Cluster(
            this.names.cluster,
            {
                ...cluster,
                region,
                vpcId: this.network.vpcId,
                privateSubnetIds: this.network.subnetIds.private,
                secretsKeyArn: this.keys.keyArns.secrets,
                logsKeyArn: this.keys.keyArns.logs,
                deletionProtection,
                transform: transform?.cluster,
            },
            { ...this.child, dependsOn: this.network },
        );
    }

    private connect(): KubernetesAccess {
        const { kubeconfig } = this.cluster;
        // The access entries come with the cluster, and nobody gets in without one.
        const opts = { ...this.child, dependsOn: this.cluster };
        const provider = new Provider(`${this.name}-kubernetes`, { kubeconfig }, opts);
        const namespace = createNamespace(this.name, this.args.namespace ?? defaultNamespace, {
            ...this.child,
            provider,
        });
        return { provider, namespace, reader: outputReader(kubeconfig) };
    }

    private createDatabase(): Database {
        const { accountId, database, deletionProtection, previousVersions, recovery, transform } = this.args;
        const { data, secrets, logs } = this.keys.keyArns;
        const recoveryKeyArn = this.keys.recoveryKeyArns?.data;
        return new Database(
            this.names.database,
            {
                ...database,
                ...this.dataNeighbors,
                accountId,
                keys: { data, secrets, logs },
                databaseName: this.databaseNames.database,
                masterUsername: this.databaseNames.user,
                previousEngineVersion: previousVersions?.database,
                recovery:
                    recovery && recoveryKeyArn ? { region: recovery.region, kmsKeyArn: recoveryKeyArn } : undefined,
                deletionProtection,
                transform: transform?.database,
            },
            this.child,
        );
    }

    private createCache(): Cache {
        const { cache, previousVersions, transform } = this.args;
        const { data, logs } = this.keys.keyArns;
        return new Cache(
            this.names.cache,
            {
                ...cache,
                ...this.dataNeighbors,
                keys: { data, logs },
                users: { [cacheUser]: { authentication: "iam" } },
                previousEngineVersion: previousVersions?.cache,
                transform: transform?.cache,
            },
            this.child,
        );
    }

    /** Where the data stores stand, and who may connect: the nodes, with the addresses of the pods. */
    private get dataNeighbors() {
        return {
            vpcId: this.network.vpcId,
            subnetIds: this.network.subnetIds.data,
            clients: { nodes: this.cluster.securityGroupId },
        };
    }

    private createSecrets(): Secrets | undefined {
        const { secrets, transform } = this.args;
        const kmsKeyArn = this.keys.keyArns.secrets;
        return secrets === undefined || Object.keys(secrets).length === 0
            ? undefined
            : new Secrets(
                  this.names.secrets,
                  { secrets, kmsKeyArn, prefix: this.name, transform: transform?.secrets },
                  this.child,
              );
    }

    private createNodes(secrets: Secrets | undefined): pulumi.Resource[] {
        const { network, cluster, kubernetes, keys, database } = this;
        return createNodes(
            {
                config: { ...this.args, name: this.name },
                network,
                cluster,
                volumeKeyArn: keys.keyArns.data,
                logsKeyArn: keys.keyArns.logs,
                secrets: {
                    arns: [...masterSecrets(database), ...Object.values(secrets?.arns ?? {})],
                    keyArns: [keys.keyArns.secrets],
                },
                namespace: kubernetes.namespace,
                transform: this.args.transform,
            },
            { ...this.child, provider: kubernetes.provider },
        );
    }

    private createDatabaseStore(controllers: pulumi.Resource[]) {
        const { provider, namespace } = this.kubernetes;
        return createDatabaseStore(
            this.names.database,
            {
                database: this.database,
                region: this.args.region,
                namespace,
                names: this.databaseNames,
                cidrs: this.cidrs("data"),
                instanceClass: this.args.database.instanceClass,
            },
            { ...this.child, provider, dependsOn: controllers },
        );
    }

    private createEdge(): Edge {
        const { region, accountId, deletionProtection, edge, network, transform } = this.args;
        const { domain, alternativeNames, zone, logRetentionDays } = edge;
        return new Edge(
            this.names.edge,
            {
                accountId,
                region,
                domains: { domain, alternativeNames, zone },
                loadBalancer: {
                    loadBalancerName: this.name,
                    vpcId: this.network.vpcId,
                    subnetIds: this.network.subnetIds.public,
                    targets: { securityGroupId: this.cluster.securityGroupId },
                    targetPort: appPort,
                    allowedCidrs: edge.allowedCidrs,
                    idleTimeoutSeconds: edge.idleTimeoutSeconds,
                    deletionProtection,
                    ipAddressType: network.ipv6 === true ? "dualstack" : "ipv4",
                },
                firewall: {
                    firewallName: this.name,
                    logKeyArn: this.keys.keyArns.logs,
                    retentionDays: logRetentionDays,
                    rateLimit: edge.rateLimit,
                    overrides: edge.overrides,
                },
                logs: { retentionDays: logRetentionDays },
                weight: edge.weight,
                transform: transform?.edge,
            },
            this.child,
        );
    }

    /** The pods have the nodes' security group. No controller changes it: who may reach them is the plan's to show. */
    private letRequestsIn(): void {
        new SecurityGroupIngressRule(
            `${this.name}-pods-from-load-balancer`,
            {
                region: this.args.region,
                securityGroupId: this.cluster.securityGroupId,
                referencedSecurityGroupId: this.edge.loadBalancer.securityGroupId,
                ipProtocol: "tcp",
                fromPort: appPort,
                toPort: appPort,
                description: "Requests and health checks from the load balancer",
            },
            this.child,
        );
    }

    private createAlarms(): Alarms {
        const { accountId, region, cluster, alarms, transform } = this.args;
        const { loadBalancer, firewall } = this.edge;
        return new Alarms(
            this.names.alarms,
            {
                ...alarms,
                accountId,
                kmsKeyArn: this.keys.keyArns.logs,
                watch: {
                    loadBalancer: { arnSuffix: loadBalancer.arnSuffix, targetGroups: {} },
                    database: { identifier: this.database.identifier },
                    cache: { nodeIds: this.cache.nodeIds },
                    webAcl: { name: firewall.webAclName, region },
                    // Its metric comes from the cluster's own observability: without that it could never go off.
                    cluster: cluster.observability && { name: this.cluster.clusterName },
                },
                transform: transform?.alarms,
            },
            this.child,
        );
    }

    private createOperations(): void {
        const { registry, recovery, cost, transform } = this.args;
        const { data, backups } = this.keys.keyArns;
        new Cost(this.names.cost, { ...cost, transform: transform?.cost }, this.child);
        if (registry !== undefined) {
            new Registry(
                this.names.registry,
                { ...registry, kmsKeyArn: data, transform: transform?.registry },
                this.child,
            );
        }
        const recoveryKeyArn = this.keys.recoveryKeyArns?.backups;
        if (recovery !== undefined && recoveryKeyArn !== undefined) {
            const { region, ...plan } = recovery;
            new Recovery(
                this.names.recovery,
                {
                    ...plan,
                    kmsKeyArn: backups,
                    protect: { database: { arn: this.database.arn, restoreTest: { type: "RDS" } } },
                    copy: { region, kmsKeyArn: recoveryKeyArn },
                    transform: transform?.recovery,
                },
                this.child,
            );
        }
    }
}

/** RDS keeps the password, so there is a secret. */
function masterSecrets({ masterSecretArn }: Database): pulumi.Output<string>[] {
    return masterSecretArn === undefined ? [] : [masterSecretArn];
}

/** The options with what bends resources that stand anywhere below. */
function bent(
    { permissionsBoundaryArn, ignoreChanges }: AwsFoundationArgs,
    opts: pulumi.ComponentResourceOptions = {},
): pulumi.ComponentResourceOptions {
    const transforms = [
        ...(permissionsBoundaryArn === undefined ? [] : [permissionsBoundary(permissionsBoundaryArn)]),
        ...(ignoreChanges === undefined ? [] : [ignoredChanges(ignoreChanges)]),
    ];
    return transforms.length === 0 ? opts : { ...opts, transforms: [...(opts.transforms ?? []), ...transforms] };
}
