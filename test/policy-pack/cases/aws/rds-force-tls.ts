import { rdsForceTls } from "../../../../policy-pack/aws/rds-force-tls";
import { type RuleCases, unknown } from "../../rule-cases";

const type = "aws:rds/parameterGroup:ParameterGroup";
const cluster = "aws:rds/clusterParameterGroup:ClusterParameterGroup";
const group = (family: unknown, ...parameters: unknown[]) => ({ family, parameters });
const forceSsl = (value: unknown) => ({ name: "rds.force_ssl", value, applyMethod: "immediate" });
const secureTransport = (value: unknown) => ({ name: "require_secure_transport", value });
const slow = { name: "log_min_duration_statement", value: "1000" };

export const cases: RuleCases = {
    rule: rdsForceTls,
    compliant: {
        "PostgreSQL that is told": {
            source: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/PostgreSQL.Concepts.General.SSL.html",
            resources: { type, properties: group("postgres14", slow, forceSsl("1")) },
        },
        "PostgreSQL from 15 on by default": {
            source: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/PostgreSQL.Concepts.General.SSL.html",
            resources: { type, properties: { ...group("postgres17", slow), description: "Orders" } },
        },
        "MySQL that is told": {
            source: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/mysql-ssl-connections.require-ssl.html",
            resources: { type, properties: group("mysql8.4", secureTransport("ON")) },
        },
        "MariaDB from 11.8 on by default": {
            source: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/mariadb-ssl-connections.require-ssl.html",
            resources: { type, properties: { family: "mariadb11.8" } },
        },
        "Aurora PostgreSQL in the group of its cluster": {
            source: "https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/AuroraPostgreSQL.Security.html",
            resources: [
                { type: cluster, name: "told", properties: group("aurora-postgresql16", forceSsl(1)) },
                { type: cluster, name: "by default", properties: group("aurora-postgresql17") },
            ],
        },
        "the group of Aurora's instances, which has no such parameter": {
            source: "https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/AuroraPostgreSQL.Reference.ParameterGroups.html",
            resources: { type, properties: group("aurora-postgresql16", slow) },
        },
        "Oracle, which has no such parameter": {
            source: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Appendix.Oracle.Options.SSL.html",
            resources: { type, properties: group("oracle-ee-19", { name: "open_cursors", value: "300" }) },
        },
    },
    violating: {
        "PostgreSQL before 15 by default": {
            resources: { type, properties: group("postgres14", slow) },
            at: ["parameters"],
        },
        "turned off": {
            resources: { type, properties: group("postgres17", slow, forceSsl("0")) },
            at: ["parameters[1].value"],
        },
        "MySQL without any parameter": { resources: { type, properties: { family: "mysql8.4" } }, at: ["parameters"] },
        "MariaDB before 11.8, with the parameter of another engine": {
            resources: { type, properties: group("mariadb10.11", { name: "rds.force_tls", value: "1" }) },
            at: ["parameters"],
        },
        "SQL Server": { resources: { type, properties: group("sqlserver-se-16.0") }, at: ["parameters"] },
        "Aurora in the group of its cluster": {
            resources: [
                { type: cluster, name: "mysql", properties: group("aurora-mysql8.0", secureTransport("OFF")) },
                { type: cluster, name: "postgres", properties: group("aurora-postgresql16", slow) },
            ],
            at: ["mysql parameters[0].value", "postgres parameters"],
        },
        "a value of a wrong type, beside a name that is unknown": {
            resources: { type, properties: group("postgres14", { name: unknown, value: "1" }, forceSsl(["1"])) },
            at: ["parameters[1].value"],
        },
    },
    unknown: {
        "the family": { resources: { type, properties: group(unknown, forceSsl("0")) }, undetermined: ["family"] },
        "the parameters": {
            resources: { type, properties: { family: "postgres14", parameters: unknown } },
            undetermined: ["parameters"],
        },
        "the name of one that may be it": {
            resources: { type, properties: group("postgres14", slow, { name: unknown, value: "1" }) },
            undetermined: ["parameters[1].name"],
        },
        "the value": {
            resources: { type, properties: group("postgres14", forceSsl(unknown)) },
            undetermined: ["parameters[0].value"],
        },
    },
};
