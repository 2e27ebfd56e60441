import type { InstanceArgs, ParameterGroupArgs } from "@pulumi/aws/rds";
import * as pulumi from "@pulumi/pulumi";

import type { DatabaseArgs } from "./database";
import type { DatabaseNumbers } from "./database-rules";
import { defaultRetentionDays } from "../log-retention";
import { isMajorUpgrade, isPinned, majorVersion } from "./versions";

/** What the database writes to CloudWatch, each kind into a log group of its own. */
export const logKinds = ["postgresql", "upgrade"] as const;

export const databasePort = 5432;

/** The args with their defaults, as the rules see them. */
export function databaseNumbers(
    name: string,
    args: Omit<DatabaseArgs, "vpcId" | "clients" | "keys" | "recovery"> & { recovery?: { region: string } },
): DatabaseNumbers {
    const identifier = args.identifier ?? name;
    const allocatedGib = args.storage?.allocatedGib ?? 20;
    return {
        accountId: args.accountId,
        identifier,
        finalSnapshotIdentifier: args.finalSnapshotIdentifier,
        engineVersion: args.engineVersion,
        previousEngineVersion: args.previousEngineVersion,
        storage: { allocatedGib, maxGib: args.storage?.maxGib ?? allocatedGib * 5 },
        backupRetentionDays: args.backupRetentionDays ?? 14,
        logRetentionDays: args.logRetentionDays ?? defaultRetentionDays,
        applyImmediately: args.applyImmediately ?? false,
        blueGreenUpdate: args.blueGreenUpdate ?? false,
        managedBy: args.masterPassword?.managedBy ?? "rds",
        parameters: args.parameters ?? {},
        subnets: Array.isArray(args.subnetIds) ? args.subnetIds.length : undefined,
        recoveryRegion: args.recovery?.region,
        restoreFrom: args.restoreFrom,
    };
}

/**
 * The family stands in the name: a major upgrade makes another group beside the old one, which goes once nothing uses
 * it. A name without it would keep the old group in the way of the new one.
 */
export function parameterGroupArgs(numbers: DatabaseNumbers, args: DatabaseArgs): ParameterGroupArgs {
    const family = `postgres${majorVersion(numbers.engineVersion)}`;
    const parameters: NonNullable<DatabaseArgs["parameters"]> = {
        // What took long, and every change of a table.
        log_min_duration_statement: { value: "1000" },
        log_statement: { value: "ddl" },
        // A major upgrade by blue-green replicates logically; it can only be turned on with a restart.
        "rds.logical_replication": { value: "1", applyMethod: "pending-reboot" },
        ...args.parameters,
        "rds.force_ssl": { value: "1" },
    };
    return {
        name: `${numbers.identifier}-${family}`,
        family,
        description: "PostgreSQL: TLS is forced",
        parameters: Object.entries(parameters).map(([parameter, { value, applyMethod }]) => ({
            name: parameter,
            value,
            applyMethod: applyMethod ?? "immediate",
        })),
    };
}

/** What the instance is given by its neighbors. */
interface Neighbors {
    subnetGroup: pulumi.Input<string>;
    securityGroup: pulumi.Input<string>;
    parameterGroup: pulumi.Input<string>;
    monitoringRoleArn: pulumi.Input<string>;
}

export function instanceArgs(numbers: DatabaseNumbers, args: DatabaseArgs, neighbors: Neighbors): InstanceArgs {
    return {
        identifier: numbers.identifier,
        instanceClass: args.instanceClass,
        multiAz: args.multiAz ?? true,
        port: databasePort,
        dbSubnetGroupName: neighbors.subnetGroup,
        vpcSecurityGroupIds: [neighbors.securityGroup],
        publiclyAccessible: false,
        parameterGroupName: neighbors.parameterGroup,
        caCertIdentifier: args.caCertificate ?? "rds-ca-rsa2048-g1",
        iamDatabaseAuthenticationEnabled: true,
        deletionProtection: args.deletionProtection ?? true,
        ...storageArgs(numbers, args),
        ...masterUserArgs(args),
        ...contentArgs(args),
        ...engineArgs(numbers),
        ...backupArgs(numbers),
        ...observationArgs(args, neighbors.monitoringRoleArn),
    };
}

function storageArgs({ storage }: DatabaseNumbers, { keys }: DatabaseArgs): Partial<InstanceArgs> {
    return {
        storageType: "gp3",
        allocatedStorage: storage.allocatedGib,
        maxAllocatedStorage: storage.maxGib,
        storageEncrypted: true,
        kmsKeyId: keys.data,
    };
}

/** What a backup says, RDS for PostgreSQL doesn't let anybody else say. */
function contentArgs({ databaseName, masterUsername, restoreFrom }: DatabaseArgs): Partial<InstanceArgs> {
    if (restoreFrom === undefined) return { dbName: databaseName ?? "app", username: masterUsername ?? "postgres" };
    const { backupsArn, kmsKeyArn, time } = restoreFrom;
    return {
        kmsKeyId: kmsKeyArn,
        restoreToPointInTime: { sourceDbInstanceAutomatedBackupsArn: backupsArn, restoreTime: time },
    };
}

function masterUserArgs({ masterPassword, keys }: DatabaseArgs): Partial<InstanceArgs> {
    return masterPassword?.managedBy === "rotation"
        ? { password: pulumi.secret(masterPassword.initialPassword) }
        : { manageMasterUserPassword: true, masterUserSecretKmsKeyId: keys.secrets };
}

function engineArgs(numbers: DatabaseNumbers): Partial<InstanceArgs> {
    const { engineVersion, previousEngineVersion, applyImmediately, blueGreenUpdate } = numbers;
    return {
        engine: "postgres",
        engineVersion,
        // A pinned version that AWS moved on would be a downgrade at the next update.
        autoMinorVersionUpgrade: !isPinned(engineVersion),
        allowMajorVersionUpgrade: isMajorUpgrade(previousEngineVersion, engineVersion),
        applyImmediately,
        blueGreenUpdate: { enabled: blueGreenUpdate },
    };
}

function backupArgs(numbers: DatabaseNumbers): Partial<InstanceArgs> {
    return {
        // With a retention above 0, RDS keeps the transaction log too: any second of it can be restored.
        backupRetentionPeriod: numbers.backupRetentionDays,
        backupWindow: "02:00-03:00",
        maintenanceWindow: "sun:03:30-sun:04:30",
        copyTagsToSnapshot: true,
        deleteAutomatedBackups: false,
        skipFinalSnapshot: false,
        finalSnapshotIdentifier: numbers.finalSnapshotIdentifier ?? `${numbers.identifier}-final`,
    };
}

function observationArgs(
    { insights, keys }: DatabaseArgs,
    monitoringRoleArn: pulumi.Input<string>,
): Partial<InstanceArgs> {
    return {
        monitoringInterval: 60,
        monitoringRoleArn,
        enabledCloudwatchLogsExports: [...logKinds],
        databaseInsightsMode: insights ?? "standard",
        performanceInsightsEnabled: true,
        performanceInsightsKmsKeyId: keys.data,
        // What each mode asks for at least.
        performanceInsightsRetentionPeriod: insights === "advanced" ? 465 : 7,
    };
}
