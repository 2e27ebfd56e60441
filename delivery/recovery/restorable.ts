import { UserError } from "../../embedded/errors";
import { reasonOf } from "../reason-of";
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

export async function instance(rds: RdsApi, name: string) {
    const answer = await unlessMissing("DBInstanceNotFound", rds.describeDBInstances({ DBInstanceIdentifier: name }));
    return answer?.DBInstances?.[0];
}

async function windowOf(rds: RdsApi, database: string) {
    const asked = rds.describeDBInstanceAutomatedBackups({ DBInstanceIdentifier: database });
    const answer = await unlessMissing("DBInstanceAutomatedBackupNotFound", asked);
    // Beside it there may be those of an earlier database of that name, which RDS has kept.
    return answer?.DBInstanceAutomatedBackups?.find(({ Status }) => Status === "active")?.RestoreWindow;
}

async function snapshotOf(rds: RdsApi, id: string) {
    const answer = await unlessMissing("DBSnapshotNotFound", rds.describeDBSnapshots({ DBSnapshotIdentifier: id }));
    return answer?.DBSnapshots?.[0];
}

async function unlessMissing<T>(error: string, call: Promise<T>): Promise<T | undefined> {
    try {
        return await call;
    } catch (cause) {
        // The SDK calls it by its shape, which ends with Fault where the answer's code does not.
        if (cause instanceof Error && [error, `${error}Fault`].includes(cause.name)) return undefined;
        throw new UserError(`AWS doesn't tell what there is to restore: ${reasonOf(cause)}`, { cause });
    }
}
