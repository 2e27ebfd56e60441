import { type Problem, propertyPath } from "../../../problems";
import { regionProblem } from "../account";
import { checkAutoName, checkName } from "../name-limits";
import { because, unless, wholeNumberProblems } from "../rule";

/** What the rules look at, defaults filled in. */
interface RecoveryNumbers {
    protect: Record<string, unknown>;
    retentionDays: number;
    schedule: string;
    restoreTestSchedule: string;
    lock: { mode: "governance" } | { mode: "compliance"; changeableForDays: number };
    copy?: { region: string; retentionDays: number };
}

/** The shortest life of a backup: the vault's lock refuses one that shall go earlier. */
export const minimumRetentionDays = 7;

/** A name of restore testing, which may have no dashes. */
export function restoreTestName(...parts: readonly string[]): string {
    return parts.join("_").replaceAll(/[^0-9A-Za-z_]/g, "_");
}

/** The numbers with their defaults. */
export function recoveryNumbers<Copy extends { region: string; retentionDays?: number }>(
    given: Partial<Omit<RecoveryNumbers, "copy">> & Pick<RecoveryNumbers, "protect"> & { copy?: Copy },
) {
    const retentionDays = given.retentionDays ?? 35;
    return {
        protect: given.protect,
        retentionDays,
        schedule: given.schedule ?? "cron(0 5 * * ? *)",
        restoreTestSchedule: given.restoreTestSchedule ?? "cron(0 7 ? * SUN *)",
        lock: given.lock ?? ({ mode: "governance" } as const),
        copy: given.copy && { ...given.copy, retentionDays: given.copy.retentionDays ?? retentionDays },
    };
}

/** What is wrong with the backups. */
export function recoveryProblems(name: string, given: RecoveryNumbers): Problem[] {
    const { protect, retentionDays, schedule, restoreTestSchedule, lock, copy } = given;
    return [
        ...because(checkAutoName("backupVault", `${name}-copy-vault`), "name"),
        ...because(checkAutoName("iamRole", `${name}-role`), "name"),
        ...because(checkName("restoreTestingPlan", restoreTestName(name, "restore_test")), "name"),
        ...unless(Object.keys(protect).length > 0, "protect", "is empty: nothing would be backed up"),
        ...Object.keys(protect).flatMap((key) =>
            because(checkName("restoreTestingPlan", restoreTestName(key)), propertyPath("protect", key)),
        ),
        ...wholeNumberProblems("retentionDays", retentionDays, minimumRetentionDays, 36500),
        ...scheduleProblems("schedule", schedule),
        ...scheduleProblems("restoreTestSchedule", restoreTestSchedule),
        ...(lock.mode === "compliance"
            ? wholeNumberProblems("lock.changeableForDays", lock.changeableForDays, 3, 36500)
            : []),
        ...(copy === undefined
            ? []
            : [
                  ...because(regionProblem(copy.region), "copy.region"),
                  ...wholeNumberProblems("copy.retentionDays", copy.retentionDays, minimumRetentionDays, 36500),
              ]),
    ];
}

function scheduleProblems(path: string, schedule: string): Problem[] {
    return unless(
        /^cron\(\S+( \S+){5}\)$/.test(schedule),
        path,
        `${schedule} is no schedule such as cron(0 5 * * ? *)`,
    );
}
