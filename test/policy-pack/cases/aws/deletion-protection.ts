import { deletionProtection } from "../../../../policy-pack/aws/deletion-protection";
import { type RuleCases, unknown } from "../../rule-cases";

const instance = "aws:rds/instance:Instance";
const cluster = "aws:rds/cluster:Cluster";
const globalCluster = "aws:rds/globalCluster:GlobalCluster";
const loadBalancer = "aws:lb/loadBalancer:LoadBalancer";
const table = "aws:dynamodb/table:Table";
const replica = "aws:dynamodb/tableReplica:TableReplica";

export const cases: RuleCases = {
    rule: deletionProtection,
    compliant: {
        "a database": {
            source: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_DeleteInstance.html",
            resources: { type: instance, properties: { engine: "postgres", deletionProtection: true } },
        },
        "an Aurora cluster": {
            source: "https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/USER_DeleteCluster.html",
            resources: {
                type: cluster,
                properties: { engine: "aurora-mysql", masterUsername: "admin", deletionProtection: true },
            },
        },
        "an Aurora global database": {
            source: "https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-global-database-getting-started.html",
            resources: {
                type: globalCluster,
                properties: { globalClusterIdentifier: "orders", deletionProtection: true },
            },
        },
        "a load balancer": {
            source: "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/application-load-balancers.html",
            resources: {
                type: loadBalancer,
                properties: { loadBalancerType: "application", subnets: [unknown], enableDeletionProtection: true },
            },
        },
        "a table and its replica in another region": {
            source: "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/WorkingWithTables.Basics.html",
            resources: {
                type: table,
                properties: {
                    hashKey: "id",
                    deletionProtectionEnabled: true,
                    replicas: [{ regionName: "us-east-2", deletionProtectionEnabled: true }],
                },
            },
        },
    },
    violating: {
        "a database by default": {
            resources: { type: instance, properties: { engine: "postgres", kmsKeyId: unknown } },
            at: ["deletionProtection"],
        },
        "a cluster that says so": {
            resources: { type: cluster, properties: { engine: "aurora-mysql", deletionProtection: false } },
            at: ["deletionProtection"],
        },
        "a global database by default": {
            resources: { type: globalCluster, properties: { globalClusterIdentifier: "orders" } },
            at: ["deletionProtection"],
        },
        "a load balancer by default": {
            resources: { type: loadBalancer, properties: { loadBalancerType: "network" } },
            at: ["enableDeletionProtection"],
        },
        "a load balancer by the older name of the type": {
            resources: { type: "aws:alb/loadBalancer:LoadBalancer", properties: { enableDeletionProtection: false } },
            at: ["enableDeletionProtection"],
        },
        "a table with the setting of a database": {
            resources: { type: table, properties: { hashKey: "id", deletionProtection: true } },
            at: ["deletionProtectionEnabled"],
        },
        "a table's replica in another region": {
            resources: {
                type: table,
                properties: { deletionProtectionEnabled: true, replicas: [{ regionName: "us-east-2" }] },
            },
            at: ["replicas[0].deletionProtectionEnabled"],
        },
        "a replica of its own": {
            resources: { type: replica, properties: { globalTableArn: unknown, deletionProtectionEnabled: false } },
            at: ["deletionProtectionEnabled"],
        },
        "of a wrong type": {
            resources: { type: instance, properties: { deletionProtection: "yes" } },
            at: ["deletionProtection"],
        },
    },
    unknown: {
        "a database": {
            resources: { type: instance, properties: { deletionProtection: unknown } },
            undetermined: ["deletionProtection"],
        },
        "a load balancer": {
            resources: { type: loadBalancer, properties: { enableDeletionProtection: unknown } },
            undetermined: ["enableDeletionProtection"],
        },
        "a table, beside a replica without": {
            resources: {
                type: table,
                properties: { deletionProtectionEnabled: unknown, replicas: [{ regionName: "us-east-2" }, unknown] },
            },
            undetermined: ["deletionProtectionEnabled", "replicas[1]"],
            at: ["replicas[0].deletionProtectionEnabled"],
        },
        "the replicas of a table without": {
            resources: { type: table, properties: { replicas: unknown } },
            undetermined: ["replicas"],
            at: ["deletionProtectionEnabled"],
        },
    },
};
