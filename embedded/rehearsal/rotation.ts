import { randomBytes } from "node:crypto";

import type { SecretsManager } from "@aws-sdk/client-secrets-manager";

import { none } from "./checks";
import { motoClient } from "./moto/environment";
import { deliveries, lookNow, secretsManagerOf, sourceOf, undelivered, valuesOf } from "./secret-deliveries";
import type { Seen, Stage, Step } from "./step";

/** Values come into the cluster by themselves; Pulumi sees none. */
export const rotationSteps: readonly Step[] = [
    { title: "a secret's first value", before: giveFirstKeys, command: "up", problems: onlyDelivered },
    { title: "a secret's new value", before: rotateSecrets, command: "up", problems: onlyDelivered },
];

async function onlyDelivered({ changes, stage }: Seen): Promise<string[]> {
    return [...none(changes), ...(await undelivered(stage))];
}

/** Gives each secret of people's a key, as docs/aws.md says it: the stack makes them without one. */
export async function giveFirstKeys(stage: Stage): Promise<[]> {
    const secrets = await secretsManagerOf(stage);
    for (const delivery of await deliveries(stage)) {
        const source = sourceOf(delivery);
        if (await isManaged(secrets, source)) continue;
        await putKey(secrets, source, newKey());
        // It was looked at in vain since the stack is there, less and less often.
        await lookNow(stage, delivery);
    }
    return [];
}

/** Gives each secret another value: those of people a second key beside the first, RDS' own another password. */
export async function rotateSecrets(stage: Stage): Promise<[]> {
    const secrets = await secretsManagerOf(stage);
    for (const source of (await deliveries(stage)).map(sourceOf)) {
        if (await isManaged(secrets, source)) await rotateMasterPassword(stage, source);
        else await putKey(secrets, source, `${(await valuesOf(secrets, source)).key ?? ""}\n${newKey()}`);
    }
    return [];
}

/** Whether a service of AWS keeps its value. */
async function isManaged(secrets: SecretsManager, source: string): Promise<boolean> {
    return (await secrets.describeSecret({ SecretId: source })).OwningService !== undefined;
}

async function putKey(secrets: SecretsManager, source: string, key: string): Promise<void> {
    await secrets.putSecretValue({ SecretId: source, SecretString: JSON.stringify({ key }) });
}

/** As `openssl rand -base64 32` makes it. */
function newKey(): string {
    return randomBytes(32).toString("base64");
}

/** https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-secrets-manager.html */
async function rotateMasterPassword(stage: Stage, secret: string): Promise<void> {
    const { RDS } = await import("@aws-sdk/client-rds");
    const rds = new RDS(motoClient(stage));
    const { DBInstances = [] } = await rds.describeDBInstances();
    const database = DBInstances.find(({ MasterUserSecret }) => MasterUserSecret?.SecretArn === secret);
    if (database === undefined) throw new Error(`${secret} is the master password of no database`);
    await rds.modifyDBInstance({
        DBInstanceIdentifier: database.DBInstanceIdentifier,
        RotateMasterUserPassword: true,
        ApplyImmediately: true,
    });
}
