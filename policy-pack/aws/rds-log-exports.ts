import { checkov, resourceRule, securityHub } from "../rule";

export const rdsLogExports = resourceRule({
    id: "rds-log-exports",
    level: "advisory",
    severity: "medium",
    what: "Databases send their logs to CloudWatch Logs.",
    why: "The logs on a database's own disk are gone after some days, and with the database. Nobody is alarmed by them.",
    fix: `enabledCloudwatchLogsExports: ["postgresql", "upgrade"]`,
    controls: [...securityHub("RDS.9"), ...checkov("CKV_AWS_129", "CKV_AWS_324")],
    source: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_LogAccess.Procedural.UploadtoCloudWatch.html",
    types: ["aws:rds/instance:Instance", "aws:rds/cluster:Cluster"],
    check({ properties }, { violation }) {
        const exports = properties.at("enabledCloudwatchLogsExports");
        if (exports.list().length === 0) {
            violation(exports, "is empty: no log would be sent to CloudWatch Logs");
        }
    },
});
