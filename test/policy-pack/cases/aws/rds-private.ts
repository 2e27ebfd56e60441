import { rdsPrivate } from "../../../../policy-pack/aws/rds-private";
import { type RuleCases, unknown } from "../../rule-cases";

const instance = "aws:rds/instance:Instance";
const clusterInstance = "aws:rds/clusterInstance:ClusterInstance";

const postgres = {
    engine: "postgres",
    instanceClass: "db.m7g.large",
    allocatedStorage: 100,
    dbSubnetGroupName: "private",
    storageEncrypted: true,
};

export const cases: RuleCases = {
    rule: rdsPrivate,
    compliant: {
        "hidden in a VPC": {
            source: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_VPC.WorkingWithRDSInstanceinaVPC.html",
            resources: { type: instance, properties: { ...postgres, publiclyAccessible: false } },
        },
        "by default": {
            source: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_GettingStarted.CreatingConnecting.PostgreSQL.html",
            resources: { type: instance, properties: postgres },
        },
        "a reader of Aurora, its cluster unknown": {
            source: "https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-replicas-adding.html",
            resources: {
                type: clusterInstance,
                properties: {
                    clusterIdentifier: unknown,
                    engine: "aurora-postgresql",
                    instanceClass: "db.r7g.large",
                    promotionTier: 1,
                    publiclyAccessible: false,
                },
            },
        },
    },
    violating: {
        "said so": {
            resources: { type: instance, properties: { ...postgres, publiclyAccessible: true } },
            at: ["publiclyAccessible"],
        },
        "an instance of Aurora": {
            resources: {
                type: clusterInstance,
                properties: { clusterIdentifier: "orders", engine: "aurora-mysql", publiclyAccessible: true },
            },
            at: ["publiclyAccessible"],
        },
        "as Terraform writes it": {
            resources: { type: instance, properties: { publiclyAccessible: "true" } },
            at: ["publiclyAccessible"],
        },
        "in subnets and groups that are unknown": {
            resources: {
                type: instance,
                properties: { publiclyAccessible: true, dbSubnetGroupName: unknown, vpcSecurityGroupIds: unknown },
            },
            at: ["publiclyAccessible"],
        },
        "of a wrong type": {
            resources: { type: instance, properties: { publiclyAccessible: ["true"] } },
            at: ["publiclyAccessible"],
        },
    },
    unknown: {
        "decided by another resource": {
            resources: { type: instance, properties: { ...postgres, publiclyAccessible: unknown } },
            undetermined: ["publiclyAccessible"],
        },
    },
};
