import * as path from "node:path";

import type { DBInstance, RDS } from "@aws-sdk/client-rds";

import { projectFolder } from "../platform";
import { run, RunError } from "../process";
import { none } from "./checks";
import { motoClient, motoEnvironment } from "./moto/environment";
import type { Stage, Step } from "./step";

/** The instance that is made of the backup, and is gone after the step. */
const name = "rehearsed-restore";

/** The database restored into a new instance beside it, by the command that people use; the engine sees nothing of it. */
export const restoreStep: Step = {
    title: "the database restored into a new instance",
    before: restored,
    command: "up",
    problems: ({ changes }) => none(changes),
};

async function restored(stage: Stage): Promise<string[]> {
    try {
        const told = await restore(stage);
        return await compared(stage, told.database);
    } catch (error) {
        if (!(error instanceof RunError)) throw error;
        return [error.stderr.trim()];
    }
}

async function restore({ stack, awsUrl }: Stage): Promise<{ database: string }> {
    const command = path.join(projectFolder, "delivery/alchemorsel.js");
    const { stdout } = await run(process.execPath, [command, "restore", "--stack", stack, "--as", name, "--json"], {
        cwd: projectFolder,
        env: { PATH: process.env.PATH, ...motoEnvironment(awsUrl) },
    });
    return JSON.parse(stdout) as { database: string };
}

/** Deletes it again, also where it is not as it has to be. */
async function compared(stage: Stage, database: string): Promise<string[]> {
    const { RDS } = await import("@aws-sdk/client-rds");
    const rds = new RDS(motoClient(stage));
    try {
        return differences(await find(rds, database), await find(rds, name));
    } finally {
        const mine = { DBInstanceIdentifier: name, SkipFinalSnapshot: true, DeleteAutomatedBackups: true };
        await rds.deleteDBInstance(mine).finally(() => {
            rds.destroy();
        });
    }
}

async function find(rds: RDS, DBInstanceIdentifier: string): Promise<DBInstance> {
    const { DBInstances: [found] = [] } = await rds.describeDBInstances({ DBInstanceIdentifier });
    if (found === undefined) throw new Error(`AWS tells nothing of ${DBInstanceIdentifier}`);
    return found;
}

/** Whether it would serve, and is as closed as the real one. */
const same = [
    ...(["Engine", "EngineVersion", "AllocatedStorage", "StorageEncrypted", "KmsKeyId", "DBName"] as const),
    ...(["VpcSecurityGroups", "PubliclyAccessible", "MasterUsername"] as const),
];

function differences(source: DBInstance, made: DBInstance): string[] {
    const told = (value: unknown) => JSON.stringify(value);
    return [
        ...same
            .filter((each) => told(source[each]) !== told(made[each]))
            .map((each) => `its ${each} is ${told(made[each])}, and the real one's ${told(source[each])}`),
        ...(source.DBSubnetGroup?.DBSubnetGroupName === made.DBSubnetGroup?.DBSubnetGroupName
            ? []
            : ["it stands in other subnets"]),
        ...(made.DeletionProtection === true ? ["it is protected from being deleted"] : []),
    ];
}
