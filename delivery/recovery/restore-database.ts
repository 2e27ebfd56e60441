import type { DBInstance } from "@aws-sdk/client-rds";

import { UserError } from "../../embedded/errors";
import type { Clock } from "../clock";
import { asked } from "./asked";
import type { RdsApi } from "./rds-api";
import { instance } from "./restorable";
import type { Restorable, Wanted } from "./restore-rules";
import { settingsLike } from "./restore-request";

interface Restoring {
    readonly rds: RdsApi;
    readonly clock: Clock;
    /** Is told what the new instance is at. */
    readonly tell: (line: string) => void;
}

const lookMilliseconds = 15_000;

/** Makes an instance of a backup, and comes back once it answers, with a master password of its own in Secrets Manager. */
export async function restoreDatabase(
    { source, snapshot }: Restorable & { source: DBInstance },
    name: string,
    wanted: Wanted,
    restoring: Restoring,
): Promise<DBInstance> {
    await begin(restoring.rds, { source, snapshot }, name, wanted);
    const restored = await untilIt(isAvailable, name, restoring);
    const { MasterUserSecret: secret } = source;
    if (secret === undefined) return restored;
    // The password is that of the backup's moment, which RDS has changed since, and no longer knows.
    const call = restoring.rds.modifyDBInstance({
        DBInstanceIdentifier: name,
        ManageMasterUserPassword: true,
        MasterUserSecretKmsKeyId: secret.KmsKeyId,
        ApplyImmediately: true,
    });
    await asked("give it a password of its own", call);
    return untilIt((it) => isAvailable(it) && it.MasterUserSecret?.SecretStatus === "active", name, restoring);
}

async function begin(
    rds: RdsApi,
    { source, snapshot }: { source: DBInstance; snapshot?: Restorable["snapshot"] },
    name: string,
    wanted: Wanted,
): Promise<void> {
    if (wanted.kind === "snapshot") {
        const settings = settingsLike(source, snapshot?.EngineVersion);
        const ids = { DBSnapshotIdentifier: wanted.id, DBInstanceIdentifier: name };
        await asked("restore the snapshot", rds.restoreDBInstanceFromDBSnapshot({ ...settings, ...ids }));
        return;
    }
    const moment = wanted.kind === "time" ? { RestoreTime: wanted.time } : { UseLatestRestorableTime: true };
    const call = rds.restoreDBInstanceToPointInTime({
        ...settingsLike(source),
        ...moment,
        SourceDBInstanceIdentifier: source.DBInstanceIdentifier,
        TargetDBInstanceIdentifier: name,
    });
    await asked("restore the database", call);
}

function isAvailable({ DBInstanceStatus }: DBInstance): boolean {
    return DBInstanceStatus === "available";
}

async function untilIt(
    isDone: (it: DBInstance) => boolean,
    name: string,
    { rds, clock, tell }: Restoring,
): Promise<DBInstance> {
    for (let told = ""; ;) {
        const it = await instance(rds, name);
        if (it === undefined) throw new UserError(`somebody has deleted ${name} while it was restored`);
        if (isDone(it)) return it;
        const status = it.DBInstanceStatus ?? "";
        if (/^(failed|restore-error|incompatible-.*|inaccessible-.*|storage-full)$/.test(status)) {
            throw new UserError(
                `${name} is ${status}: aws rds describe-events --source-type db-instance --source-identifier ${name}`,
            );
        }
        if (status !== told) tell(`${name}: ${status}`);
        told = status;
        await clock.sleep(lookMilliseconds);
    }
}
