import type { DBInstance, DBSnapshot, RestoreWindow } from "@aws-sdk/client-rds";

import { checkName } from "../../components/foundation/aws/name-limits";
import { UserError } from "../../embedded/errors";

/** What a database is to be restored to. */
export type Wanted =
    | { readonly kind: "latest" }
    | { readonly kind: "time"; readonly time: Date }
    | { readonly kind: "snapshot"; readonly id: string };

/** What there is to restore from, and whether it can be restored under the name that was asked for. */
export interface Restorable {
    /** The stack's database. */
    readonly source?: DBInstance;
    /** The moments that it can be restored to. */
    readonly window?: RestoreWindow;
    /** The snapshot that was asked for. */
    readonly snapshot?: DBSnapshot;
    readonly isTaken: boolean;
}

/** Reads what a command line asks for. */
export function wantedOf(to: string | undefined, snapshot: string | undefined): Wanted {
    if (to !== undefined && snapshot !== undefined) {
        throw new UserError("--to and --snapshot say two things: a snapshot is of the moment that it was taken at");
    }
    if (snapshot !== undefined) return { kind: "snapshot", id: snapshot };
    return to === undefined ? { kind: "latest" } : { kind: "time", time: timeOf(to) };
}

/** Without a zone nobody could tell which hour is meant. */
function timeOf(text: string): Date {
    const time = new Date(text);
    if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?(\.\d+)?(Z|[+-]\d\d:\d\d)$/.test(text) || Number.isNaN(time.getTime())) {
        throw new UserError(`--to is ${text}; it has to be a moment with its zone, such as 2026-11-28T14:00:00Z`);
    }
    return time;
}

/** Why AWS would take no such name. */
export function nameProblems(name: string): string[] {
    const tooLong = checkName("rdsInstance", name);
    if (tooLong !== undefined) return [`--as ${tooLong}`];
    return /^[a-z](-?[a-z0-9])*$/.test(name)
        ? []
        : [`--as is ${name}; it has to be lower case letters, digits and single dashes, starting with a letter`];
}

/** Why a database can't be restored; nothing where it can. */
export function restoreProblems(database: string, name: string, wanted: Wanted, found: Restorable): string[] {
    const taken = found.isTaken ? [`there is a database ${name} already: give another name, or delete it first`] : [];
    if (found.source === undefined) {
        return [`there is no database ${database}, which a new one takes its network and settings from`, ...taken];
    }
    const source =
        wanted.kind === "snapshot"
            ? snapshotProblems(database, wanted.id, found)
            : windowProblems(database, wanted, found);
    return [...source, ...taken];
}

function snapshotProblems(database: string, id: string, { snapshot }: Restorable): string[] {
    if (snapshot === undefined) return [`there is no snapshot ${id}`];
    if (snapshot.DBInstanceIdentifier !== database) {
        return [`the snapshot ${id} is of ${snapshot.DBInstanceIdentifier ?? "another database"}, not of ${database}`];
    }
    const status = snapshot.Status ?? "not there";
    return status === "available" ? [] : [`the snapshot ${id} is ${status}: wait until it is available`];
}

function windowProblems(database: string, wanted: Wanted, { window }: Restorable): string[] {
    const { EarliestTime: earliest, LatestTime: latest } = window ?? {};
    if (earliest === undefined || latest === undefined) {
        return [`${database} has no backup yet: RDS makes the first soon after a database, and then one each day`];
    }
    if (wanted.kind !== "time" || (wanted.time >= earliest && wanted.time <= latest)) return [];
    const asked = moment(wanted.time);
    return [
        `${database} can be restored to any second from ${moment(earliest)} to ${moment(latest)}, and not to ${asked}`,
    ];
}

/** The moment that a restored database is as of. */
export function restoredTo(wanted: Wanted, { window, snapshot }: Restorable): Date | undefined {
    if (wanted.kind === "snapshot") return snapshot?.SnapshotCreateTime;
    return wanted.kind === "time" ? wanted.time : window?.LatestTime;
}

/** To the second, in UTC. */
export function moment(time: Date): string {
    return time.toISOString().replace(/\.\d+Z$/, "Z");
}
