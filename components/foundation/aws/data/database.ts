import type { LogGroup, LogGroupArgs } from "@pulumi/aws/cloudwatch";
import type { SecurityGroupArgs } from "@pulumi/aws/ec2";
import type { RoleArgs } from "@pulumi/aws/iam";
import {
    Instance,
    type InstanceArgs,
    InstanceAutomatedBackupsReplication,
    type InstanceAutomatedBackupsReplicationArgs,
    ParameterGroup,
    type ParameterGroupArgs,
    SubnetGroup,
    type SubnetGroupArgs,
} from "@pulumi/aws/rds";
import * as pulumi from "@pulumi/pulumi";

import { throwProblems } from "../../../problems";
import { type Transform, transformed } from "../../../transform";
import { type DatabaseNumbers, databaseProblems } from "./database-rules";
import { databaseNumbers, databasePort, instanceArgs, logKinds, parameterGroupArgs } from "./database-settings";
import { createLogGroup } from "../log-group";
import { createServiceRole } from "../service-role";
import { createStoreAccess } from "./store-access";

export interface DatabaseArgs {
    /** VPC of the security group. Changing it replaces. */
    vpcId: pulumi.Input<string>;
    /** Subnets of two zones at least, which need no route out. Subnets may be added in place. */
    subnetIds: pulumi.Input<pulumi.Input<string>[]>;
    /** Security groups that may connect, each under a name of your choice. Changed in place. */
    clients: Record<string, pulumi.Input<string>>;
    /** The 12 digits of the account: only RDS in this account may take the monitoring role. Changed in place. */
    accountId: string;
    /** ARNs of KMS keys: of data and snapshots, of the master password, of logs. Another data or secrets key replaces. */
    keys: { data: pulumi.Input<string>; secrets: pulumi.Input<string>; logs: pulumi.Input<string> };
    /**
     * Version of PostgreSQL: `17` follows the minor releases in the maintenance window, `17.6` stays there until it is
     * changed. A higher one upgrades in place; a lower one is refused.
     */
    engineVersion: string;
    /**
     * The version that runs now; default none. Set it to upgrade: a major upgrade is only allowed with it, and a
     * downgrade is refused.
     */
    previousEngineVersion?: string;
    /** Instance class such as `db.m7g.large`. Changed in place, with a failover of about a minute. */
    instanceClass: pulumi.Input<string>;
    /**
     * Size of the gp3 storage in GiB, and how far it may grow by itself; default 20, and five times the size. Grows in
     * place, and never shrinks.
     */
    storage?: { allocatedGib?: number; maxGib?: number };
    /** Name of the instance, of its parameter group and log groups; default the component's name. Changing it replaces. */
    identifier?: string;
    /** Name of the snapshot that is taken when the database is deleted; default `<identifier>-final`. Changed in place. */
    finalSnapshotIdentifier?: string;
    /** Name of the first database; default `app`. Changing it replaces. */
    databaseName?: string;
    /** Name of the master user; default `postgres`. Changing it replaces. */
    masterUsername?: string;
    /** A standby in another zone that takes over within a minute or two; default true. It doubles the price. In place. */
    multiAz?: boolean;
    /**
     * Who keeps the master password; default `rds`: RDS makes it, keeps it in Secrets Manager and changes it every seven
     * days, and it never comes near Pulumi. With `rotation` a rotation of `Secrets` keeps it; `initialPassword` is only
     * good until the first one, and is encrypted in the state. Changed in place.
     */
    masterPassword?: { managedBy: "rds" } | { managedBy: "rotation"; initialPassword: pulumi.Input<string> };
    /**
     * Changes that restart the database are made at once, and not in the maintenance window; default false. A major
     * upgrade needs it, unless it is made by blue-green, and takes the database away for some ten minutes.
     */
    applyImmediately?: boolean;
    /**
     * Changes of the instance are made on a copy that is kept in step, to which RDS then switches within a minute;
     * default false: they are made in place, in the maintenance window. It needs `masterPassword.managedBy` `rotation`,
     * set in an update before. The copy is paid for while it stands. Changed in place.
     */
    blueGreenUpdate?: boolean;
    /** Days for which any second can be restored, 7 to 35; default 14. Changed in place; the copies in another region begin anew. */
    backupRetentionDays?: number;
    /**
     * Copies the backups to another region, encrypted with a KMS key there; default none. The copies and their way there
     * are paid for. Changing it replaces the copies, not the database.
     */
    recovery?: { region: string; kmsKeyArn: pulumi.Input<string> };
    /**
     * Makes the database of a backup of another one instead of an empty one; default none. Name and master user are that one's, and so is
     * the key. It is for the making: changing it, or taking it away, replaces.
     */
    restoreFrom?: DatabaseBackup;
    /** Days for which logs are kept, 30 at least; default 365. Changed in place. */
    logRetentionDays?: number;
    /** Mode of Database Insights; default `standard`, 7 days at no charge. `advanced` keeps 15 months, per vCPU. In place. */
    insights?: "standard" | "advanced";
    /** Parameters of PostgreSQL beyond the component's own; static ones need `pending-reboot`. Changed in place. */
    parameters?: Record<string, { value: string; applyMethod?: "immediate" | "pending-reboot" }>;
    /** Certificate authority of the server's certificate; default `rds-ca-rsa2048-g1`. Changed in place. */
    caCertificate?: string;
    /** Keeps the database from being deleted, by AWS itself and by Pulumi (`protect`); default true. Changed in place. */
    deletionProtection?: boolean;
    /** Bends a child. */
    transform?: DatabaseTransform;
}

/** Automated backups of a database, of this region or copied here (`recovery`), and a moment that they go back to. */
interface DatabaseBackup {
    /** ARN of the backups: `aws rds describe-db-instance-automated-backups`. */
    backupsArn: string;
    /** Their KMS key, by its ARN. */
    kmsKeyArn: string;
    /** The moment, with its zone, such as `2026-11-28T14:00:00Z`. */
    time: string;
}

interface DatabaseTransform {
    instance?: Transform<InstanceArgs>;
    subnetGroup?: Transform<SubnetGroupArgs>;
    parameterGroup?: Transform<ParameterGroupArgs>;
    securityGroup?: Transform<SecurityGroupArgs>;
    logGroup?: Transform<LogGroupArgs>;
    monitoringRole?: Transform<RoleArgs>;
    backupsReplication?: Transform<InstanceAutomatedBackupsReplicationArgs>;
}

/**
 * PostgreSQL on RDS: in two zones, encrypted, reached over TLS and only from the security groups that are named, with
 * backups to any second of the last days, a last snapshot, and storage that grows.
 *
 * Cost: the instance and its storage twice (`multiAz`), backups beyond the size of the storage, the copies in the
 * recovery region, and a KMS request here and there. A `db.m7g.large` in two zones is some 250 USD a month.
 *
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_BestPractices.html
 *
 * @example
 * ```ts
 * import { type Cluster, Database, type Encryption, type Network } from "@alchemorsel/platform/aws";
 *
 * declare const cluster: Cluster;
 * declare const encryption: Encryption;
 * declare const network: Network;
 *
 * const database = new Database("staging", {
 *     vpcId: network.vpcId,
 *     subnetIds: network.subnetIds.data,
 *     clients: { pods: cluster.securityGroupId },
 *     accountId: "111122223333",
 *     keys: encryption.keyArns,
 *     engineVersion: "17",
 *     instanceClass: "db.m7g.large",
 * });
 *
 * export const databaseAddress = database.address;
 * ```
 */
export class Database extends pulumi.ComponentResource {
    /** Host name that follows a failover. */
    public readonly address: pulumi.Output<string>;
    /** Port at which PostgreSQL answers. */
    public readonly port: number = databasePort;
    /** Name of the first database. */
    public readonly databaseName: pulumi.Output<string>;
    /** ARN of the instance. */
    public readonly arn: pulumi.Output<string>;
    /** Name of the instance: the dimension of its metrics. */
    public readonly identifier: pulumi.Output<string>;
    /** What an IAM policy for `rds-db:connect` names it by. */
    public readonly resourceId: pulumi.Output<string>;
    /** Security group of the database, which lets in `clients` and nobody else. */
    public readonly securityGroupId: pulumi.Output<string>;
    /** ARN of the secret in which RDS keeps the master user's name and password; `undefined` when a rotation keeps it. */
    public readonly masterSecretArn?: pulumi.Output<string>;

    constructor(name: string, args: DatabaseArgs, opts?: pulumi.ComponentResourceOptions) {
        const numbers = databaseNumbers(name, args);
        throwProblems(`The args of database ${name} are not valid.`, databaseProblems(name, numbers));
        super("alchemorsel:aws:Database", name, {}, opts);
        const access = { vpcId: args.vpcId, port: databasePort, clients: args.clients };
        const securityGroup = createStoreAccess(name, access, args.transform?.securityGroup, { parent: this });
        this.securityGroupId = securityGroup.id;
        const instance = this.createInstance(name, args, numbers);
        this.createRecovery(name, args, numbers, instance);
        this.address = instance.address;
        this.databaseName = instance.dbName;
        this.arn = instance.arn;
        this.identifier = instance.identifier;
        this.resourceId = instance.resourceId;
        this.masterSecretArn = numbers.managedBy === "rds" ? instance.masterUserSecrets[0]?.secretArn : undefined;
        this.registerOutputs({ address: this.address, masterSecretArn: this.masterSecretArn });
    }

    private createInstance(name: string, args: DatabaseArgs, numbers: DatabaseNumbers): Instance {
        const monitoring = createServiceRole(
            `${name}-monitoring`,
            {
                service: "monitoring.rds.amazonaws.com",
                description: "RDS enhanced monitoring",
                accountId: args.accountId,
                policies: { policy: "service-role/AmazonRDSEnhancedMonitoringRole" },
            },
            args.transform?.monitoringRole,
            { parent: this },
        );
        const instance = instanceArgs(numbers, args, {
            subnetGroup: this.createSubnetGroup(name, args),
            securityGroup: this.securityGroupId,
            parameterGroup: this.createParameterGroup(name, args, numbers),
            monitoringRoleArn: monitoring.role.arn,
        });
        return new Instance(
            `${name}-instance`,
            ...transformed(args.transform?.instance, instance, {
                parent: this,
                protect: args.deletionProtection ?? true,
                dependsOn: [...monitoring.attachments, ...this.createLogGroups(name, args, numbers)],
                // A major upgrade by blue-green copies the whole database first.
                customTimeouts: { create: "1h", update: "4h", delete: "1h" },
            }),
        );
    }

    private createSubnetGroup(name: string, { subnetIds, transform }: DatabaseArgs): pulumi.Output<string> {
        const group: SubnetGroupArgs = { subnetIds, description: "Subnets of the database" };
        return new SubnetGroup(`${name}-subnet-group`, ...transformed(transform?.subnetGroup, group, { parent: this }))
            .name;
    }

    private createParameterGroup(name: string, args: DatabaseArgs, numbers: DatabaseNumbers): pulumi.Output<string> {
        const group = parameterGroupArgs(numbers, args);
        // The old group is in use until the instance has gone over to the new one.
        const options = { parent: this, deleteBeforeReplace: false };
        return new ParameterGroup(
            `${name}-parameter-group`,
            ...transformed(args.transform?.parameterGroup, group, options),
        ).name;
    }

    private createLogGroups(name: string, args: DatabaseArgs, numbers: DatabaseNumbers): LogGroup[] {
        return logKinds.map((kind) =>
            createLogGroup(
                `${name}-log-${kind}`,
                {
                    logGroup: `/aws/rds/instance/${numbers.identifier}/${kind}`,
                    kmsKeyArn: args.keys.logs,
                    retentionDays: numbers.logRetentionDays,
                },
                args.transform?.logGroup,
                { parent: this },
            ),
        );
    }

    private createRecovery(name: string, args: DatabaseArgs, numbers: DatabaseNumbers, instance: Instance): void {
        if (args.recovery === undefined) {
            return;
        }
        const replication: InstanceAutomatedBackupsReplicationArgs = {
            // Copies are pulled: this one resource stands in the other region.
            region: args.recovery.region,
            kmsKeyId: args.recovery.kmsKeyArn,
            sourceDbInstanceArn: instance.arn,
            retentionPeriod: numbers.backupRetentionDays,
        };
        // A database has one at a time, and none of its settings can be changed. What was copied stays its days.
        const options = { parent: this, deleteBeforeReplace: true };
        new InstanceAutomatedBackupsReplication(
            `${name}-backups-replication`,
            ...transformed(args.transform?.backupsReplication, replication, options),
        );
    }
}
