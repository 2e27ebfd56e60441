import { rdsBackup } from "../../../../policy-pack/aws/rds-backup";
import { type RuleCases, unknown } from "../../rule-cases";

const instance = "aws:rds/instance:Instance";
const cluster = "aws:rds/cluster:Cluster";

export const cases: RuleCases = {
    rule: rdsBackup,
    compliant: {
        "a week of backups and a final snapshot": {
            source: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_WorkingWithAutomatedBackups.html",
            resources: {
                type: instance,
                properties: {
                    engine: "mysql",
                    instanceClass: "db.m5.large",
                    backupRetentionPeriod: 7,
                    backupWindow: "09:46-10:16",
                    finalSnapshotIdentifier: "mydbinstance-final",
                },
            },
        },
        "an Aurora cluster, as long as can be": {
            source: "https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Aurora.Managing.Backups.html",
            resources: {
                type: cluster,
                properties: {
                    engine: "aurora-postgresql",
                    backupRetentionPeriod: 35,
                    skipFinalSnapshot: false,
                    finalSnapshotIdentifier: unknown,
                },
            },
        },
        "a read replica, of which there is no final snapshot": {
            source: "https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DeleteDBInstance.html",
            resources: {
                type: instance,
                properties: { replicateSourceDb: "mydbinstance", skipFinalSnapshot: true },
            },
        },
        "a read replica whose source is yet unknown": {
            source: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_ReadRepl.html",
            resources: { type: instance, properties: { replicateSourceDb: unknown, skipFinalSnapshot: true } },
        },
        "RDS Custom, of which there is no final snapshot": {
            source: "https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DeleteDBInstance.html",
            resources: {
                type: instance,
                properties: { engine: "custom-oracle-ee", backupRetentionPeriod: 7, skipFinalSnapshot: true },
            },
        },
        "three days, where the stack asks for no more": {
            source: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_WorkingWithAutomatedBackups.html",
            resources: { type: instance, properties: { engine: "postgres", backupRetentionPeriod: 3 } },
            parameters: { minimumDays: 3 },
        },
    },
    violating: {
        "by default": {
            resources: { type: instance, properties: { engine: "postgres" } },
            at: ["backupRetentionPeriod"],
        },
        "turned off": {
            resources: { type: instance, properties: { engine: "postgres", backupRetentionPeriod: 0 } },
            at: ["backupRetentionPeriod"],
        },
        "a cluster by default": {
            resources: { type: cluster, properties: { engine: "aurora-mysql", finalSnapshotIdentifier: unknown } },
            at: ["backupRetentionPeriod"],
        },
        "no final snapshot": {
            resources: {
                type: cluster,
                properties: { engine: "aurora-mysql", backupRetentionPeriod: 14, skipFinalSnapshot: true },
            },
            at: ["skipFinalSnapshot"],
        },
        "both, with an unknown beside them": {
            resources: {
                type: instance,
                properties: { kmsKeyId: unknown, engine: "mysql", backupRetentionPeriod: 1, skipFinalSnapshot: "true" },
            },
            at: ["backupRetentionPeriod", "skipFinalSnapshot"],
        },
        "a week, where the stack asks for a month": {
            resources: { type: instance, properties: { backupRetentionPeriod: 7 } },
            parameters: { minimumDays: 30 },
            at: ["backupRetentionPeriod"],
        },
        "of wrong types": {
            resources: { type: instance, properties: { backupRetentionPeriod: "seven", skipFinalSnapshot: "no" } },
            at: ["backupRetentionPeriod", "skipFinalSnapshot"],
        },
    },
    unknown: {
        "the days, with no final snapshot": {
            resources: {
                type: instance,
                properties: { engine: "postgres", backupRetentionPeriod: unknown, skipFinalSnapshot: true },
            },
            undetermined: ["backupRetentionPeriod"],
            at: ["skipFinalSnapshot"],
        },
        "the final snapshot, with a day of backups": {
            resources: { type: cluster, properties: { backupRetentionPeriod: 1, skipFinalSnapshot: unknown } },
            undetermined: ["skipFinalSnapshot"],
            at: ["backupRetentionPeriod"],
        },
        "the engine, where it decides": {
            resources: {
                type: instance,
                properties: { engine: unknown, backupRetentionPeriod: 7, skipFinalSnapshot: true },
            },
            undetermined: ["engine"],
        },
    },
};
