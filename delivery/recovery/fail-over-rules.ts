import type { DBInstance, DBInstanceAutomatedBackup } from "@aws-sdk/client-rds";
import type { ResourceRecordSet } from "@aws-sdk/client-route-53";

import { partNames } from "../../components/foundation/aws/part-names";
import { span } from "../report/words";
import type { Backup, RegionStack } from "./region-stack";
import { moment } from "./restore-rules";

/** Two stacks, of which the second takes over from the first. */
export interface Pair {
    readonly from: RegionStack;
    readonly to: RegionStack;
}

/** What there is in AWS, as far as it matters. */
export interface Found {
    /** Of the first stack's database, in the second's region. */
    readonly backups?: DBInstanceAutomatedBackup;
    /** The second stack's database, where it has one already. */
    readonly database?: DBInstance;
    /** Records of the domains that have a weight. */
    readonly records: readonly ResourceRecordSet[];
}

/** How old a database that was made of a backup may be beside the backups: one that is older is a drill's. */
const oldestHours = 24;

/** Why one stack can't take over from the other by what their files say. */
export function fileProblems({ from, to }: Pair): string[] {
    const [file, other] = [`Pulumi.${from.stack}.yaml`, `Pulumi.${to.stack}.yaml`];
    const { region } = from.place;
    const same = (what: string, value: unknown, here: unknown) =>
        value === here
            ? []
            : [`${other}: ${what} is ${String(here)}, and ${String(value)} in ${file}: it has to be the same`];
    return [
        ...(region === to.place.region
            ? [`${from.stack} and ${to.stack} are both in ${region}: it takes another region`]
            : []),
        ...(from.place.name === to.place.name
            ? [
                  `${from.stack} and ${to.stack} are both named ${to.place.name}: roles and buckets need names of their own (aws.name in ${other})`,
              ]
            : []),
        ...(from.copiesTo === to.place.region
            ? []
            : [
                  `${file}: aws.recovery.region is ${from.copiesTo ?? "missing"}: nothing is copied to ${to.place.region}`,
              ]),
        ...same("aws.accountId", from.accountId, to.accountId),
        ...same("aws.edge.zone.id", from.zoneId, to.zoneId),
        ...same(
            "the list of domains in aws.edge",
            [...from.domains].sort().join(", "),
            [...to.domains].sort().join(", "),
        ),
        ...[from, to]
            .filter(({ weight }) => weight === undefined)
            .map(
                ({ stack }) =>
                    `Pulumi.${stack}.yaml: aws.edge.weight is missing: without one a stack has the domain for itself`,
            ),
        ...to.images
            .filter((image) => image.includes(`.ecr.${region}.`))
            .map(
                (image) =>
                    `${other}: the image ${image} is in ${region}, which may be lost: name its copy in ${to.place.region}`,
            ),
    ];
}

/** Why it can't by what there is. */
export function foundProblems({ from, to }: Pair, { backups, database, records }: Found): string[] {
    const name = partNames(from.place.name).database;
    const latest = backups?.RestoreWindow?.LatestTime;
    if (
        backups?.DBInstanceAutomatedBackupsArn === undefined ||
        backups.KmsKeyId === undefined ||
        latest === undefined
    ) {
        return [
            `there are no backups of ${name} in ${to.place.region}: pulumi up of ${from.stack} begins to copy them (aws.recovery)`,
        ];
    }
    const missing = from.domains.filter((domain) => !records.some((record) => isOf(record, domain, from)));
    return [
        ...databaseProblems(to, database, latest),
        ...missing.map(
            (domain) =>
                `${domain} has no record of ${from.place.name} with a weight: pulumi up of ${from.stack} makes it`,
        ),
    ];
}

function databaseProblems(to: RegionStack, database: DBInstance | undefined, latest: Date): string[] {
    if (database === undefined) return [];
    const name = database.DBInstanceIdentifier ?? "";
    if (to.restoreFrom === undefined)
        return [`${to.stack} has a database already, ${name}, which is made of no backup: pulumi destroy it first`];
    const hours = (latest.getTime() - Date.parse(to.restoreFrom.time)) / 3_600_000;
    return hours <= oldestHours
        ? []
        : [
              `${to.stack} has a database already, ${name}, of ${to.restoreFrom.time}: a drill's. pulumi destroy it first`,
          ];
}

/** What the second stack's database is made of: where it has one already, of what that one was. */
export function backupFor({ to }: Pair, { backups, database }: Found): Backup {
    if (database !== undefined && to.restoreFrom !== undefined) return to.restoreFrom;
    const { DBInstanceAutomatedBackupsArn: backupsArn = "", KmsKeyId: kmsKeyArn = "", RestoreWindow } = backups ?? {};
    // RDS restores to whole seconds, and what is asked for has to be within the window.
    return { backupsArn, kmsKeyArn, time: moment(RestoreWindow?.LatestTime ?? new Date(NaN)) };
}

/** What is lost: whatever was written after the moment that the second stack's database is of. */
export function lossInWords({ time }: Backup, now: Date): string {
    return `what was written after ${time}, ${span(Math.max(0, (now.getTime() - Date.parse(time)) / 1000))} before ${moment(now)}`;
}

/** Whether a record is a stack's own of a domain. */
export function isOf({ Name = "", SetIdentifier }: ResourceRecordSet, domain: string, { place }: RegionStack): boolean {
    return Name.replace(/\.$/, "").replace("\\052", "*") === domain && SetIdentifier === place.name;
}
