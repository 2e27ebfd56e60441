import * as path from "node:path";

import type { DBInstance } from "@aws-sdk/client-rds";

import { partNames } from "../../components/foundation/aws/part-names";
import { UserError } from "../../embedded/errors";
import { type RdsApi, rdsApi } from "../recovery/rds-api";
import { findRestorable } from "../recovery/restorable";
import { restoreDatabase } from "../recovery/restore-database";
import { moment, nameProblems, restoredTo, restoreProblems, wantedOf } from "../recovery/restore-rules";
import { span } from "../report/words";
import { type AwsPlace, readStackFile } from "../stack/stack-file";
import type { Ending, StackGiven } from "./verb";

/** Makes a new database of a backup of the stack's, beside it. The stack itself is neither changed nor asked. */
export async function restore(given: StackGiven): Promise<Ending> {
    const { options, project } = given;
    const file = readStackFile(path.join(project, `Pulumi.${options.stack}.yaml`));
    if (file.foundation !== "aws") {
        throw new UserError(`${options.stack} is not on AWS: its database has no backups`);
    }
    return restoreBeside(file, await rdsApi(file.region), given);
}

async function restoreBeside(
    { region, name: stackName }: AwsPlace,
    rds: RdsApi,
    { options, clock, tell }: StackGiven,
): Promise<Ending> {
    const { as: name, to, snapshot } = options;
    if (name === undefined)
        throw new UserError("--as is missing: how the new database is to be called, such as --as drill");
    const [database, wanted] = [partNames(stackName).database, wantedOf(to, snapshot)];
    refuse(nameProblems(name));
    const found = await findRestorable(rds, database, name, wanted);
    refuse(restoreProblems(database, name, wanted, found));
    const { source } = found;
    if (source === undefined) throw new Error("what has no problem has a source");
    const [began, asOf] = [clock.now(), restoredTo(wanted, found)];
    tell(`${database} is restored into ${name}; it goes on if this command is interrupted`);
    const made = await restoreDatabase({ ...found, source }, name, wanted, { rds, clock, tell });
    const seconds = (clock.now() - began) / 1000;
    const result = { database, name, asOf: asOf && moment(asOf), seconds, ...placeOf(made) };
    return { code: 0, text: textOf(result, region), json: result };
}

function refuse(problems: readonly string[]): void {
    if (problems.length > 0) throw new UserError(problems);
}

interface Restored {
    readonly database: string;
    readonly name: string;
    /** The moment of its data. */
    readonly asOf?: string;
    readonly seconds: number;
    readonly endpoint: string;
    readonly username: string;
    /** ARN of the secret that has the password. */
    readonly secretArn?: string;
}

function placeOf({ Endpoint, MasterUsername = "", MasterUserSecret }: DBInstance) {
    const endpoint = `${Endpoint?.Address ?? ""}:${Endpoint?.Port ?? ""}`;
    return { endpoint, username: MasterUsername, secretArn: MasterUserSecret?.SecretArn };
}

function textOf({ database, name, asOf, seconds, endpoint, username, secretArn }: Restored, region: string): string {
    return [
        `${database} was restored into ${name}, as it was at ${asOf ?? "a moment that RDS doesn't tell"}, in ${span(seconds)}`,
        `  endpoint  ${endpoint}`,
        `  password  of ${username}, ${secretArn === undefined ? "as it was then" : `in the secret ${secretArn}`}`,
        "Whoever reaches the real one reaches it. Compare the two, such as the number of rows of each table; then delete it:",
        `  aws rds delete-db-instance --region ${region} --db-instance-identifier ${name} --skip-final-snapshot --delete-automated-backups`,
    ].join("\n");
}
