import { askedIfThere } from "./asked";
import type { RdsApi } from "./rds-api";
import type { Restorable, Wanted } from "./restore-rules";

/** Looks for what there is to restore from. It changes nothing. */
export async function findRestorable(rds: RdsApi, database: string, name: string, wanted: Wanted): Promise<Restorable> {
    const [source, window, snapshot, taken] = await Promise.all([
        instance(rds, database),
        windowOf(rds, database),
        wanted.kind === "snapshot" ? snapshotOf(rds, wanted.id) : undefined,
        instance(rds, name),
    ]);
    return { source, window, snapshot, isTaken: taken !== undefined };
}

const what = "tell what there is to restore";

export async function instance(rds: RdsApi, name: string) {
    const call = rds.describeDBInstances({ DBInstanceIdentifier: name });
    return (await askedIfThere("DBInstanceNotFound", what, call))?.DBInstances?.[0];
}

/** Automated backups of a database: its own, those of earlier ones of that name, and those that were copied from other regions. */
export async function automatedBackups(rds: RdsApi, database: string) {
    const call = rds.describeDBInstanceAutomatedBackups({ DBInstanceIdentifier: database });
    return (await askedIfThere("DBInstanceAutomatedBackupNotFound", what, call))?.DBInstanceAutomatedBackups ?? [];
}

async function windowOf(rds: RdsApi, database: string) {
    return (await automatedBackups(rds, database)).find(({ Status }) => Status === "active")?.RestoreWindow;
}

async function snapshotOf(rds: RdsApi, id: string) {
    const call = rds.describeDBSnapshots({ DBSnapshotIdentifier: id });
    return (await askedIfThere("DBSnapshotNotFound", what, call))?.DBSnapshots?.[0];
}
