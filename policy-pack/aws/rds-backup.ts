import type { Resource } from "../resource";
import { checkov, resourceRule, securityHub } from "../rule";

export const rdsBackup = resourceRule<{ minimumDays: number }>({
    id: "rds-backup",
    level: "mandatory",
    severity: "high",
    what: "Databases have backups of the last seven days, and leave a snapshot when they are deleted.",
    why: "What a mistake or an attacker deletes can't be brought back. By default backups reach back a day at most.",
    fix: `backupRetentionPeriod: 7, skipFinalSnapshot: false, finalSnapshotIdentifier: "orders-final"`,
    controls: [...securityHub("RDS.11"), ...checkov("CKV_AWS_133")],
    source: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_WorkingWithAutomatedBackups.html",
    parameters: {
        minimumDays: {
            description: "For how many days backups are kept at least.",
            type: "integer",
            default: 7,
            minimum: 1,
            maximum: 35,
        },
    },
    types: ["aws:rds/instance:Instance", "aws:rds/cluster:Cluster"],
    check(database, { decide, violation, parameters: { minimumDays } }) {
        if (isReplica(database)) return;
        const { properties } = database;
        decide(() => {
            const days = properties.at("backupRetentionPeriod");
            if ((days.number() ?? 0) < minimumDays) {
                violation(days, `is not ${minimumDays} days or more`);
            }
        });
        decide(() => {
            const skip = properties.at("skipFinalSnapshot");
            // AWS takes no final snapshot of RDS Custom.
            if (skip.bool() === true && properties.at("engine").text()?.startsWith("custom-") !== true) {
                violation(skip, "is true: the data would be gone with the database");
            }
        });
    },
});

/** A replica can be made anew from its source, and AWS takes no final snapshot of it. The source's name is often yet unknown. */
function isReplica({ properties }: Resource): boolean {
    const source = properties.at("replicateSourceDb");
    return source.isUnknown || !source.isMissing;
}
