import { type Problem, propertyPath } from "../../../problems";
import { accountIdProblem, regionProblem } from "../account";
import { checkAutoName, checkName } from "../name-limits";
import { retentionProblem } from "../log-retention";
import { because, majorUpgradeProblems, unless, wholeNumberProblems } from "../rule";
import { downgradeProblem, isMajorUpgrade } from "./versions";

/** What the rules look at, defaults filled in. */
export interface DatabaseNumbers {
    accountId: string;
    identifier: string;
    finalSnapshotIdentifier?: string;
    engineVersion: string;
    previousEngineVersion?: string;
    storage: { allocatedGib: number; maxGib: number };
    backupRetentionDays: number;
    logRetentionDays: number;
    applyImmediately: boolean;
    blueGreenUpdate: boolean;
    /** Who keeps the master password. */
    managedBy: "rds" | "rotation";
    parameters: Record<string, unknown>;
    subnets?: number;
    recoveryRegion?: string;
    restoreFrom?: { backupsArn: string; kmsKeyArn: string; time: string };
}

const versionPattern = /^\d+(\.\d+)?$/;

/** What is wrong with a database. */
export function databaseProblems(name: string, database: DatabaseNumbers): Problem[] {
    return [
        ...because(accountIdProblem(database.accountId), "accountId"),
        ...identifierProblems(database),
        ...because(checkAutoName("iamRole", `${name}-monitoring`), "name"),
        ...versionProblems(database),
        ...majorUpgradeProblems(
            isMajorUpgrade(database.previousEngineVersion, database.engineVersion),
            database.applyImmediately || database.blueGreenUpdate,
        ),
        ...storageProblems(database.storage),
        ...wholeNumberProblems("backupRetentionDays", database.backupRetentionDays, 7, 35),
        ...because(retentionProblem(database.logRetentionDays), "logRetentionDays"),
        ...unless(
            !database.blueGreenUpdate || database.managedBy === "rotation",
            "blueGreenUpdate",
            "needs masterPassword.managedBy rotation: RDS makes no blue-green deployment of a database whose master " +
                "password it manages itself",
        ),
        ...unless(
            !("rds.force_ssl" in database.parameters),
            propertyPath("parameters", "rds.force_ssl"),
            "is always 1: TLS is forced",
        ),
        ...(database.recoveryRegion === undefined
            ? []
            : because(regionProblem(database.recoveryRegion), "recovery.region")),
        ...restoreProblems(database),
        ...unless((database.subnets ?? 2) >= 2, "subnetIds", "needs subnets of at least two zones"),
    ];
}

function identifierProblems({ identifier, finalSnapshotIdentifier }: DatabaseNumbers): Problem[] {
    const pattern = /^[a-z](-?[a-z0-9])*$/;
    const reason = "must be lower case letters, digits and single hyphens, starting with a letter";
    return [
        ...because(checkName("rdsInstance", identifier), "identifier"),
        ...unless(pattern.test(identifier), "identifier", reason),
        ...unless(pattern.test(finalSnapshotIdentifier ?? "a"), "finalSnapshotIdentifier", reason),
    ];
}

function versionProblems({ engineVersion, previousEngineVersion }: DatabaseNumbers): Problem[] {
    const reason = "must be a version of PostgreSQL such as 17 or 17.6";
    const problems = [
        ...unless(versionPattern.test(engineVersion), "engineVersion", reason),
        ...unless(versionPattern.test(previousEngineVersion ?? "0"), "previousEngineVersion", reason),
    ];
    return previousEngineVersion === undefined || problems.length > 0
        ? problems
        : because(downgradeProblem(previousEngineVersion, engineVersion), "engineVersion");
}

function restoreProblems({ accountId, restoreFrom }: DatabaseNumbers): Problem[] {
    if (restoreFrom === undefined) return [];
    const { backupsArn, kmsKeyArn, time } = restoreFrom;
    const arn = new RegExp(`^arn:aws[a-z-]*:(rds|kms):[a-z0-9-]+:${accountId}:(auto-backup|key)[:/].+$`);
    const region = (text: string) => text.split(":")[3];
    return [
        ...unless(
            arn.test(backupsArn) && backupsArn.includes(":auto-backup:"),
            "restoreFrom.backupsArn",
            `is ${backupsArn}, no ARN of automated backups in account ${accountId}`,
        ),
        ...unless(
            arn.test(kmsKeyArn) && kmsKeyArn.includes(":key/"),
            "restoreFrom.kmsKeyArn",
            `is ${kmsKeyArn}, no ARN of a key in account ${accountId}`,
        ),
        ...unless(
            region(backupsArn) === region(kmsKeyArn),
            "restoreFrom.kmsKeyArn",
            "is of another region than the backups",
        ),
        ...unless(
            /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(time) && !Number.isNaN(Date.parse(time)),
            "restoreFrom.time",
            `is ${time}; must be a moment in UTC such as 2026-11-28T14:00:00Z`,
        ),
    ];
}

/** RDS wants room of a tenth at least between the size and the limit of its growth. */
function storageProblems({ allocatedGib, maxGib }: { allocatedGib: number; maxGib: number }): Problem[] {
    return [
        ...wholeNumberProblems("storage.allocatedGib", allocatedGib, 20, 65536),
        ...unless(
            Number.isInteger(maxGib) && maxGib >= allocatedGib * 1.1 && maxGib <= 65536,
            "storage.maxGib",
            `is ${maxGib}, and must be a tenth above allocatedGib (${allocatedGib}) at least and 65536 at most: storage has to grow`,
        ),
    ];
}
