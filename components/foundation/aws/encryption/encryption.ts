import { Alias, Key, type KeyArgs, ReplicaKey, type ReplicaKeyArgs } from "@pulumi/aws/kms";
import * as pulumi from "@pulumi/pulumi";

import { throwProblems } from "../../../problems";
import { type Transform, transformed } from "../../../transform";
import { aliasName, encryptionProblems } from "./encryption-rules";
import { keyPolicy, type KeyPurpose } from "./key-policies";

/** Keys that a recovery in another region needs; logs stay where they are. */
type RecoveryPurpose = Exclude<KeyPurpose, "logs">;

export interface EncryptionArgs {
    /** Region of the keys. Changing it replaces them. */
    region: string;
    /** ID of the account that the keys are for, twelve digits. Changed in place. */
    accountId: string;
    /**
     * Region with replicas of the keys for data, secrets and backups; default none. Adding or removing it changes no
     * key of `region`. Each replica costs $1 a month.
     */
    recoveryRegion?: string;
    /**
     * Whether the keys for data, secrets and backups can be replicated; default true, because it costs nothing, can't
     * be changed later, and without it a recovery region would mean new keys for everything. **Changing it replaces the
     * keys.**
     */
    multiRegion?: boolean;
    /** How long a deleted key can still be brought back, in days, 7 to 30; default 30. Changed in place. */
    deletionWindowDays?: number;
    /** How often the keys' material is rotated, in days, 90 to 2560; default 365. Changed in place. */
    rotationDays?: number;
    /** Keeps Pulumi from deleting a key (`protect`), with which all that it encrypts is lost; default true. In place. */
    deletionProtection?: boolean;
    /** Bends a child: the key, or the replica, of a purpose. */
    transform?: {
        keys?: Partial<Record<KeyPurpose, Transform<KeyArgs>>>;
        replicas?: Partial<Record<RecoveryPurpose, Transform<ReplicaKeyArgs>>>;
    };
}

const descriptions: Record<KeyPurpose, string> = {
    data: "Databases, caches, volumes, images and buckets",
    secrets: "Secrets, and the Secrets of Kubernetes",
    logs: "Log groups, topics and queues",
    backups: "Backup vaults",
};

/**
 * Customer managed keys, one for each kind of what is kept, rotated each year, with a policy of its own. No key can be
 * used directly, only through the services it is for (`key-policies.ts`); which identities may is IAM's to say.
 *
 * Each key costs $1 a month, and as much again after each of its first two rotations; requests $0.03 for 10,000.
 * https://docs.aws.amazon.com/kms/latest/developerguide/rotate-keys.html
 *
 * @example
 * ```ts
 * import { Encryption } from "@alchemorsel/platform/aws";
 *
 * const encryption = new Encryption("staging", { region: "eu-central-1", accountId: "111122223333" });
 *
 * export const keyArns = encryption.keyArns;
 * ```
 */
export class Encryption extends pulumi.ComponentResource {
    /** ARN of the key of each purpose. */
    public readonly keyArns: Record<KeyPurpose, pulumi.Output<string>>;
    /** ARNs of the replicas in the recovery region; `undefined` without one. */
    public readonly recoveryKeyArns: Record<RecoveryPurpose, pulumi.Output<string>> | undefined;

    constructor(name: string, args: EncryptionArgs, opts?: pulumi.ComponentResourceOptions) {
        const settings = withDefaults(args);
        throwProblems(`The args of encryption ${name} are not valid.`, encryptionProblems(name, settings));
        super("alchemorsel:aws:Encryption", name, {}, opts);
        const create = (purpose: KeyPurpose) => this.createKey(name, purpose, settings).arn;
        const [data, secrets, logs, backups] = [create("data"), create("secrets"), create("logs"), create("backups")];
        this.keyArns = { data, secrets, logs, backups };
        this.recoveryKeyArns = this.createReplicas(name, settings);
        this.registerOutputs({ keyArns: this.keyArns, recoveryKeyArns: this.recoveryKeyArns });
    }

    private createKey(name: string, purpose: KeyPurpose, settings: Settings): Key {
        const { region, deletionWindowDays, rotationDays, multiRegion, transform } = settings;
        const args: KeyArgs = {
            region,
            description: descriptions[purpose],
            enableKeyRotation: true,
            rotationPeriodInDays: rotationDays,
            deletionWindowInDays: deletionWindowDays,
            multiRegion: multiRegion && purpose !== "logs",
            policy: pulumi.jsonStringify(keyPolicy(purpose, settings)),
            tags: { Name: `${name}-${purpose}` },
        };
        const options = { parent: this, protect: settings.deletionProtection };
        const key = new Key(`${name}-${purpose}`, ...transformed(transform?.keys?.[purpose], args, options));
        this.createAlias(`${name}-${purpose}`, aliasName(name, purpose), region, key.keyId);
        return key;
    }

    private createReplicas(name: string, settings: Settings): Encryption["recoveryKeyArns"] {
        const { recoveryRegion } = settings;
        if (recoveryRegion === undefined) {
            return undefined;
        }
        const create = (purpose: RecoveryPurpose) => this.createReplica(name, purpose, settings, recoveryRegion).arn;
        return { data: create("data"), secrets: create("secrets"), backups: create("backups") };
    }

    private createReplica(name: string, purpose: RecoveryPurpose, settings: Settings, region: string): ReplicaKey {
        const { accountId, deletionWindowDays, transform } = settings;
        const replicaName = `${name}-${purpose}-replica`;
        const args: ReplicaKeyArgs = {
            region,
            primaryKeyArn: this.keyArns[purpose],
            description: descriptions[purpose],
            deletionWindowInDays: deletionWindowDays,
            // Replicas share the material of their primary, and its rotation, but have policies of their own.
            policy: pulumi.jsonStringify(keyPolicy(purpose, { region, accountId })),
            tags: { Name: replicaName },
        };
        const replica = new ReplicaKey(
            replicaName,
            ...transformed(transform?.replicas?.[purpose], args, { parent: this }),
        );
        this.createAlias(replicaName, aliasName(name, purpose), region, replica.keyId);
        return replica;
    }

    private createAlias(name: string, alias: string, region: string, targetKeyId: pulumi.Output<string>): void {
        new Alias(`${name}-alias`, { region, name: alias, targetKeyId }, { parent: this });
    }
}

type Settings = ReturnType<typeof withDefaults>;

function withDefaults(args: EncryptionArgs) {
    return {
        ...args,
        multiRegion: args.multiRegion ?? true,
        deletionWindowDays: args.deletionWindowDays ?? 30,
        rotationDays: args.rotationDays ?? 365,
        deletionProtection: args.deletionProtection ?? true,
    };
}
