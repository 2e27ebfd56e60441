/** The command behind `make comment`, in GitHub's workflow: publishes what the run of a pull request has left. */
import * as fs from "node:fs";
import * as path from "node:path";

import { UserError } from "../errors";
import { gitHub } from "./github";
import { publish } from "./publish";
import { readEndedRun } from "./run-event";

const usage = "make comment FOLDER=folder STACKS='staging production'";

async function main(): Promise<void> {
    const [folder = "", ...stacks] = process.argv.slice(2);
    if (folder === "" || stacks.length === 0) throw new UserError(`a folder and its stacks are named: ${usage}`);
    const alertsFolder = path.join(variable("RUNNER_TEMP"), "alerts");
    const github = gitHub({
        api: variable("GITHUB_API_URL"),
        repository: variable("GITHUB_REPOSITORY"),
        token: variable("GITHUB_TOKEN"),
    });
    const run = readEndedRun(variable("GITHUB_EVENT_PATH"));
    const { notes, alerts } = await publish(run, folder, stacks, alertsFolder, github);
    notes.forEach((note) => {
        console.log(note);
    });
    const outputs = Object.entries(alerts ?? {}).map(([name, value]) => `${name}=${value}\n`);
    fs.appendFileSync(variable("GITHUB_OUTPUT"), outputs.join(""));
}

function variable(name: string): string {
    const value = process.env[name];
    if (value === undefined || value === "") throw new UserError(`${name} is not set: GitHub's workflow sets it`);
    return value;
}

main().catch((error: unknown) => {
    console.error(error instanceof UserError ? `error: ${error.message}` : error);
    process.exitCode = 1;
});
