import { Secret, type SecretArgs, SecretRotation, type SecretRotationArgs } from "@pulumi/aws/secretsmanager";
import * as pulumi from "@pulumi/pulumi";

import { throwProblems } from "../../../problems";
import { type Transform, transformed } from "../../../transform";
import { secretName, secretsProblems } from "./secrets-rules";

export interface SecretsArgs {
    /** The secrets by name. A name less deletes the secret, after the recovery window. Another rotation in place. */
    secrets: Record<string, SecretDefinition>;
    /** ARN of the KMS key that encrypts them. Changed in place. */
    kmsKeyArn: pulumi.Input<string>;
    /** What their names begin with, before a `/`; default the component's name. Changing it replaces. */
    prefix?: string;
    /** Days for which a deleted secret can be brought back, 7 to 30; default 30. Changed in place. */
    recoveryWindowDays?: number;
    /** Copies in other regions: the ARN of a KMS key there by region; default none. A copy costs as much as a secret. */
    replicas?: Record<string, pulumi.Input<string>>;
    /** Bends a child. */
    transform?: {
        secret?: Transform<SecretArgs>;
        rotation?: Transform<SecretRotationArgs>;
    };
}

interface SecretDefinition {
    /** What it is for. */
    description: string;
    /** The Lambda function that changes the value, and after how many days, 1 to 365; default no rotation. */
    rotation?: { lambdaArn: pulumi.Input<string>; everyDays: number };
}

/**
 * Secrets of Secrets Manager without their values: those are put there by people or by a rotation, and reach the pods by
 * way of external-secrets (whose role is one of `ControllerRoles`), never through Pulumi's state.
 *
 * Cost: 0.40 USD a month for each secret and each copy, and 0.05 USD for 10,000 reads.
 *
 * https://docs.aws.amazon.com/secretsmanager/latest/userguide/best-practices.html
 *
 * @example
 * ```ts
 * import { type Encryption, Secrets } from "@alchemorsel/platform/aws";
 *
 * declare const encryption: Encryption;
 *
 * const secrets = new Secrets("staging", {
 *     secrets: { "mail-api-key": { description: "Key of the mail service, put there by hand" } },
 *     kmsKeyArn: encryption.keyArns.secrets,
 * });
 *
 * // What an ExternalSecret asks for: { "mail-api-key": "staging/mail-api-key" }.
 * export const secretNames = secrets.names;
 * ```
 */
export class Secrets extends pulumi.ComponentResource {
    /** ARNs of the secrets by the name that they have in `secrets`. */
    public readonly arns: Record<string, pulumi.Output<string>>;
    /** Names of the secrets in Secrets Manager, which external-secrets asks for. */
    public readonly names: Record<string, string>;

    constructor(name: string, args: SecretsArgs, opts?: pulumi.ComponentResourceOptions) {
        const { secrets, prefix = name, recoveryWindowDays = 30, replicas = {} } = args;
        const problems = secretsProblems({ secrets, prefix, recoveryWindowDays, replicas });
        throwProblems(`The args of secrets ${name} are not valid.`, problems);
        super("alchemorsel:aws:Secrets", name, {}, opts);
        const keys = Object.keys(secrets);
        this.names = Object.fromEntries(keys.map((key) => [key, secretName(prefix, key)]));
        this.arns = Object.fromEntries(
            keys.map((key) => [key, this.createSecret(name, key, { ...args, recoveryWindowDays, replicas })]),
        );
        this.registerOutputs({ arns: this.arns });
    }

    private createSecret(
        name: string,
        key: string,
        args: SecretsArgs & Required<Pick<SecretsArgs, "recoveryWindowDays" | "replicas">>,
    ): pulumi.Output<string> {
        const secret: SecretArgs = {
            name: this.names[key],
            description: args.secrets[key]?.description,
            kmsKeyId: args.kmsKeyArn,
            recoveryWindowInDays: args.recoveryWindowDays,
            replicas: Object.entries(args.replicas).map(([region, kmsKeyId]) => ({ region, kmsKeyId })),
        };
        const created = new Secret(`${name}-${key}`, ...transformed(args.transform?.secret, secret, { parent: this }));
        this.createRotation(name, key, args, created);
        return created.arn;
    }

    private createRotation(name: string, key: string, { secrets, transform }: SecretsArgs, secret: Secret): void {
        const rotation = secrets[key]?.rotation;
        if (rotation === undefined) {
            return;
        }
        const args: SecretRotationArgs = {
            secretId: secret.id,
            rotationLambdaArn: rotation.lambdaArn,
            rotationRules: { automaticallyAfterDays: rotation.everyDays },
            // A secret that has no value yet can't be rotated.
            rotateImmediately: false,
        };
        new SecretRotation(`${name}-${key}-rotation`, ...transformed(transform?.rotation, args, { parent: this }));
    }
}
