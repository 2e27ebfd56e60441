import { rdsLogExports } from "../../../../policy-pack/aws/rds-log-exports";
import { type RuleCases, unknown } from "../../rule-cases";

const instance = "aws:rds/instance:Instance";
const cluster = "aws:rds/cluster:Cluster";

export const cases: RuleCases = {
    rule: rdsLogExports,
    compliant: {
        PostgreSQL: {
            source: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_LogAccess.Concepts.PostgreSQL.html",
            resources: {
                type: instance,
                properties: {
                    engine: "postgres",
                    instanceClass: "db.m5.large",
                    enabledCloudwatchLogsExports: ["postgresql", "upgrade"],
                },
            },
        },
        MySQL: {
            source: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_LogAccess.MySQLDB.PublishtoCloudWatchLogs.html",
            resources: {
                type: instance,
                properties: {
                    engine: "mysql",
                    instanceClass: "db.m4.large",
                    enabledCloudwatchLogsExports: ["audit", "error", "general", "slowquery"],
                },
            },
        },
        "Aurora MySQL": {
            source: "https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/AuroraMySQL.Integrating.CloudWatch.html",
            resources: {
                type: cluster,
                properties: { engine: "aurora-mysql", enabledCloudwatchLogsExports: ["error", "audit"] },
            },
        },
        "Aurora PostgreSQL, of which one is yet unknown": {
            source: "https://docs.aws.amazon.com/prescriptive-guidance/latest/aurora-postgresql-integration/cloudwatch-logs.html",
            resources: {
                type: cluster,
                properties: { engine: "aurora-postgresql", enabledCloudwatchLogsExports: [unknown] },
            },
        },
    },
    violating: {
        "by default": {
            resources: { type: instance, properties: { engine: "postgres" } },
            at: ["enabledCloudwatchLogsExports"],
        },
        none: {
            resources: { type: instance, properties: { engine: "mysql", enabledCloudwatchLogsExports: [] } },
            at: ["enabledCloudwatchLogsExports"],
        },
        "a cluster by default, with unknowns beside": {
            resources: { type: cluster, properties: { engine: "aurora-mysql", kmsKeyId: unknown } },
            at: ["enabledCloudwatchLogsExports"],
        },
        "a cluster with none": {
            resources: { type: cluster, properties: { enabledCloudwatchLogsExports: [] } },
            at: ["enabledCloudwatchLogsExports"],
        },
        null: {
            resources: { type: cluster, properties: { enabledCloudwatchLogsExports: null } },
            at: ["enabledCloudwatchLogsExports"],
        },
        "of a wrong type": {
            resources: { type: instance, properties: { enabledCloudwatchLogsExports: "postgresql" } },
            at: ["enabledCloudwatchLogsExports"],
        },
    },
    unknown: {
        "the list": {
            resources: { type: instance, properties: { enabledCloudwatchLogsExports: unknown } },
            undetermined: ["enabledCloudwatchLogsExports"],
        },
    },
};
