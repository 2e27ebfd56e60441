import {
    Plan,
    type PlanArgs,
    RestoreTestingPlan,
    type RestoreTestingPlanArgs,
    RestoreTestingSelection,
    type RestoreTestingSelectionArgs,
    Selection,
    type SelectionArgs,
    Vault,
    type VaultArgs,
    VaultLockConfiguration,
    type VaultLockConfigurationArgs,
} from "@pulumi/aws/backup";
import type { Role, RoleArgs, RolePolicyAttachment } from "@pulumi/aws/iam";
import * as pulumi from "@pulumi/pulumi";

import { throwProblems } from "../../../problems";
import { type Transform, transformed } from "../../../transform";
import { minimumRetentionDays, recoveryNumbers, recoveryProblems, restoreTestName } from "./recovery-rules";
import { createServiceRole } from "../service-role";

export interface RecoveryArgs {
    /** ARN of the KMS key that encrypts the backups. Changing it replaces the vault. */
    kmsKeyArn: pulumi.Input<string>;
    /** What is backed up, by a name of your choice. Changed in place. */
    protect: Record<string, ProtectedResource>;
    /** Days for which a backup is kept, 7 at least; default 35. It holds for the backups made from then on. */
    retentionDays?: number;
    /** When backups begin, as a cron expression of AWS in UTC; default `cron(0 5 * * ? *)`, daily. Changed in place. */
    schedule?: string;
    /** When a restore is tried, the same way; default `cron(0 7 ? * SUN *)`, on Sundays. Changed in place. */
    restoreTestSchedule?: string;
    /**
     * Keeps backups from being deleted early; default `governance`: until somebody with the right takes the lock off. With
     * `compliance` nobody can any more, AWS included, once `changeableForDays` (3 at least) have passed: there is no way
     * back, not even for the vault itself.
     */
    lock?: { mode: "governance" } | { mode: "compliance"; changeableForDays: number };
    /**
     * Copies each backup to a locked vault in another region, encrypted with a KMS key there; default none. Another
     * region replaces the vault there. Days default to `retentionDays`.
     */
    copy?: { region: string; kmsKeyArn: pulumi.Input<string>; retentionDays?: number };
    /** Bends a child; both vaults are bent the same way, and both locks. */
    transform?: RecoveryTransform;
}

interface ProtectedResource {
    /** ARN of what is backed up. */
    arn: pulumi.Input<string>;
    /**
     * Tries a restore every time, as this type; default none. `overrides` are metadata of the restore, such as the
     * subnet group of an RDS instance.
     */
    restoreTest?: { type: "RDS" | "EBS" | "EFS" | "S3" | "DynamoDB"; overrides?: Record<string, pulumi.Input<string>> };
}

interface RecoveryTransform {
    vault?: Transform<VaultArgs>;
    lock?: Transform<VaultLockConfigurationArgs>;
    plan?: Transform<PlanArgs>;
    selection?: Transform<SelectionArgs>;
    role?: Transform<RoleArgs>;
    restoreTestingPlan?: Transform<RestoreTestingPlanArgs>;
    restoreTestingSelection?: Transform<RestoreTestingSelectionArgs>;
}

/**
 * Backups in a vault that is locked, their copies in another region, and a restore that is tried by itself: a backup
 * that nobody restored is a hope.
 *
 * Cost: what backups and copies hold (some 0.1 USD a GB and month, and the way to the other region); a restore test is
 * paid for like a restore and what was restored, for up to four hours.
 *
 * https://docs.aws.amazon.com/aws-backup/latest/devguide/whatisbackup.html
 *
 * @example
 * ```ts
 * import { type Database, type Encryption, Recovery } from "@alchemorsel/platform/aws";
 *
 * declare const database: Database;
 * declare const encryption: Encryption;
 *
 * const recovery = new Recovery("staging", {
 *     kmsKeyArn: encryption.keyArns.backups,
 *     protect: { database: { arn: database.arn } },
 * });
 *
 * export const vaultArn = recovery.vaultArn;
 * ```
 */
export class Recovery extends pulumi.ComponentResource {
    /** ARN of the vault in the provider's region. */
    public readonly vaultArn: pulumi.Output<string>;
    /** ARN of the vault in the other region, `undefined` without copies. */
    public readonly copyVaultArn?: pulumi.Output<string>;

    constructor(name: string, args: RecoveryArgs, opts?: pulumi.ComponentResourceOptions) {
        const filled = withDefaults(args);
        throwProblems(`The args of recovery ${name} are not valid.`, recoveryProblems(name, filled));
        super("alchemorsel:aws:Recovery", name, {}, opts);
        const { kmsKeyArn, lock, transform, copy } = filled;
        const vault = this.createVault(`${name}-vault`, { kmsKeyArn, lock, transform });
        this.vaultArn = vault.arn;
        if (copy !== undefined) {
            const there = { kmsKeyArn: copy.kmsKeyArn, lock, transform, region: copy.region };
            this.copyVaultArn = this.createVault(`${name}-copy-vault`, there).arn;
        }
        const role = this.createRole(name, filled);
        const plan = this.createPlan(name, filled, vault);
        this.createSelection(name, filled, plan, role);
        this.createRestoreTest(name, filled, role.role);
        this.registerOutputs({ vaultArn: this.vaultArn, copyVaultArn: this.copyVaultArn });
    }

    private createVault(
        name: string,
        args: Pick<Filled, "kmsKeyArn" | "lock" | "transform"> & { region?: string },
    ): Vault {
        const { kmsKeyArn, lock, transform, region } = args;
        const vaultArgs: VaultArgs = { kmsKeyArn, region, forceDestroy: false };
        const vault = new Vault(name, ...transformed(transform?.vault, vaultArgs, { parent: this }));
        const lockArgs: VaultLockConfigurationArgs = {
            backupVaultName: vault.name,
            region,
            minRetentionDays: minimumRetentionDays,
            // What is given here makes the lock a compliance lock.
            ...(lock.mode === "compliance" ? { changeableForDays: lock.changeableForDays } : {}),
        };
        new VaultLockConfiguration(`${name}-lock`, ...transformed(transform?.lock, lockArgs, { parent: this }));
        return vault;
    }

    private createRole(name: string, { transform }: Filled) {
        const policies = {
            backup: "service-role/AWSBackupServiceRolePolicyForBackup",
            restore: "service-role/AWSBackupServiceRolePolicyForRestores",
        };
        return createServiceRole(
            `${name}-role`,
            { service: "backup.amazonaws.com", description: "AWS Backup", policies },
            transform?.role,
            { parent: this },
        );
    }

    private createPlan(name: string, args: Filled, vault: Vault): Plan {
        const copies =
            this.copyVaultArn === undefined
                ? []
                : [{ destinationVaultArn: this.copyVaultArn, lifecycle: { deleteAfter: args.copy?.retentionDays } }];
        const plan: PlanArgs = {
            rules: [
                {
                    ruleName: "scheduled",
                    targetVaultName: vault.name,
                    schedule: args.schedule,
                    // Minutes: to begin within an hour, and to be done within eight.
                    startWindow: 60,
                    completionWindow: 480,
                    lifecycle: { deleteAfter: args.retentionDays },
                    copyActions: copies,
                },
            ],
        };
        return new Plan(`${name}-plan`, ...transformed(args.transform?.plan, plan, { parent: this }));
    }

    private createSelection(
        name: string,
        { protect, transform }: Filled,
        plan: Plan,
        { role, attachments }: { role: Role; attachments: RolePolicyAttachment[] },
    ): void {
        const selection: SelectionArgs = {
            planId: plan.id,
            iamRoleArn: role.arn,
            resources: Object.values(protect).map(({ arn }) => arn),
        };
        new Selection(
            `${name}-selection`,
            ...transformed(transform?.selection, selection, { parent: this, dependsOn: attachments }),
        );
    }

    private createRestoreTest(name: string, { protect, restoreTestSchedule, transform }: Filled, role: Role): void {
        const tested = Object.entries(protect).flatMap(([key, { arn, restoreTest }]) =>
            restoreTest === undefined ? [] : [{ key, arn, ...restoreTest }],
        );
        if (tested.length === 0) {
            return;
        }
        const args: RestoreTestingPlanArgs = {
            name: restoreTestName(name, "restore_test"),
            scheduleExpression: restoreTestSchedule,
            recoveryPointSelection: {
                algorithm: "LATEST_WITHIN_WINDOW",
                includeVaults: [this.vaultArn],
                recoveryPointTypes: ["SNAPSHOT"],
                selectionWindowDays: minimumRetentionDays,
            },
        };
        const plan = new RestoreTestingPlan(
            `${name}-restore-test`,
            ...transformed(transform?.restoreTestingPlan, args, { parent: this }),
        );
        for (const { key, arn, type, overrides } of tested) {
            const selection: RestoreTestingSelectionArgs = {
                name: restoreTestName(key),
                restoreTestingPlanName: plan.name,
                iamRoleArn: role.arn,
                protectedResourceType: type,
                protectedResourceArns: [arn],
                restoreMetadataOverrides: overrides,
                validationWindowHours: 4,
            };
            new RestoreTestingSelection(
                `${name}-restore-test-${key}`,
                ...transformed(transform?.restoreTestingSelection, selection, { parent: this }),
            );
        }
    }
}

type Filled = ReturnType<typeof withDefaults>;

function withDefaults(args: RecoveryArgs) {
    return { ...args, ...recoveryNumbers(args), protect: args.protect };
}
