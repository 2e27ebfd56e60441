import { multiAz } from "../../../../policy-pack/stack/multi-az";
import { type CaseResource, type RuleCases, unknown } from "../../rule-cases";

const instance = "aws:rds/instance:Instance";
const cache = "aws:elasticache/replicationGroup:ReplicationGroup";
const cluster: CaseResource = {
    type: "aws:rds/cluster:Cluster",
    name: "orders",
    properties: { id: unknown, clusterIdentifier: unknown, engine: "aurora-postgresql", engineMode: "provisioned" },
};

function member(name: string, properties: Record<string, unknown> = {}, ...sources: string[]): CaseResource {
    return {
        type: "aws:rds/clusterInstance:ClusterInstance",
        name,
        properties: { clusterIdentifier: unknown, instanceClass: "db.r6g.large", ...properties },
        dependencies: { clusterIdentifier: sources },
    };
}

export const cases: RuleCases = {
    rule: multiAz,
    compliant: {
        "a database with a standby, and a replica of it": {
            source: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Concepts.MultiAZSingleStandby.html",
            resources: [
                {
                    type: instance,
                    name: "orders",
                    properties: { engine: "postgres", multiAz: true, replicateSourceDb: "" },
                },
                { type: instance, name: "reports", properties: { replicateSourceDb: "orders", multiAz: unknown } },
            ],
        },
        "an Aurora cluster with a writer and a reader": {
            source: "https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Concepts.AuroraHighAvailability.html",
            resources: [
                cluster,
                member("writer", { availabilityZone: unknown }, "orders"),
                member("reader", { availabilityZone: unknown }, "orders"),
            ],
        },
        "an Aurora cluster whose instances have their zones, after the update": {
            source: "https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Concepts.AuroraHighAvailability.html",
            resources: [
                {
                    ...cluster,
                    properties: { id: "orders-1a", clusterIdentifier: "orders-1a", engineMode: "provisioned" },
                },
                member("writer", { clusterIdentifier: "orders-1a", availabilityZone: "eu-central-1a" }),
                member("reader", { clusterIdentifier: "orders-1a", availabilityZone: "eu-central-1b" }),
            ],
        },
        "a Multi-AZ cluster of RDS, which has its instances itself": {
            source: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/multi-az-db-clusters-concepts.html",
            resources: {
                type: "aws:rds/cluster:Cluster",
                properties: { engine: "postgres", dbClusterInstanceClass: "db.m6gd.large", allocatedStorage: 100 },
            },
        },
        "a cache with a replica": {
            source: "https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/AutoFailover.html",
            resources: {
                type: cache,
                properties: { numCacheClusters: 2, automaticFailoverEnabled: true, multiAzEnabled: true },
            },
        },
    },
    violating: {
        "a database by default": { resources: { type: instance, properties: { engine: "postgres" } }, at: ["multiAz"] },
        "a database by default, at a preview": {
            resources: { type: instance, properties: { engine: "mysql", multiAz: unknown } },
            at: ["multiAz"],
        },
        "an Aurora cluster with one instance": { resources: [cluster, member("writer", {}, "orders")], at: ["orders"] },
        "an Aurora cluster in one zone": {
            resources: [
                cluster,
                member("writer", { availabilityZone: "eu-central-1a" }, "orders"),
                member("reader", { availabilityZone: "eu-central-1a" }, "orders"),
            ],
            at: ["orders"],
        },
        "a cache that fails over, in one zone": {
            resources: { type: cache, properties: { numCacheClusters: 2, automaticFailoverEnabled: true } },
            at: ["multiAzEnabled"],
        },
        "a cache with one node": {
            resources: { type: cache, properties: { numCacheClusters: 1, multiAzEnabled: false } },
            at: ["automaticFailoverEnabled", "multiAzEnabled"],
        },
        "of a wrong type": { resources: { type: instance, properties: { multiAz: 2 } }, at: ["multiAz"] },
    },
    unknown: {
        "a setting that comes from elsewhere": {
            resources: [
                {
                    type: instance,
                    name: "orders",
                    properties: { multiAz: unknown },
                    dependencies: { multiAz: ["settings"] },
                },
                { type: "pulumi:pulumi:StackReference", name: "settings", properties: {} },
            ],
            undetermined: ["orders multiAz"],
        },
        "whose instances they are": {
            resources: [cluster, member("writer", {}, "orders"), member("other")],
            undetermined: ["orders"],
        },
        "one of a cache's two settings": {
            resources: [
                {
                    type: cache,
                    name: "sessions",
                    properties: { automaticFailoverEnabled: unknown, multiAzEnabled: false },
                    dependencies: { automaticFailoverEnabled: ["settings"] },
                },
                { type: "pulumi:pulumi:StackReference", name: "settings", properties: {} },
            ],
            undetermined: ["sessions automaticFailoverEnabled"],
            at: ["sessions multiAzEnabled"],
        },
    },
};
