import { spawn } from "node:child_process";
import * as readline from "node:readline";
import type { Readable } from "node:stream";

import { projectFolder } from "../../embedded/platform";
import { type Counts, noCounts } from "./counts";
import type { Suite } from "./suites";

/** Runs a suite to its end. A suite that dies, or that finds nothing to run, has failed whatever it counted. */
export function runSuite(suite: Suite, print: (text: string) => void): Promise<Counts> {
    const run = async (env: NodeJS.ProcessEnv) => {
        const counts = noCounts();
        const code = await runCommand(suite, env, counts, print);
        if (code !== 0 && counts.failed === 0) counts.failed = 1;
        else if (suite.name === "lint" && code === 0) counts.passed = 1;
        else if (counts.passed + counts.failed === 0) counts.failed = 1;
        return counts;
    };
    return suite.around ? suite.around(run) : run({});
}

async function runCommand(
    { command: [command = "", ...args], cwd = projectFolder, reader }: Suite,
    env: NodeJS.ProcessEnv,
    counts: Counts,
    print: (text: string) => void,
): Promise<number> {
    const child = spawn(command, args, { cwd, env: { ...process.env, ...env }, stdio: ["ignore", "pipe", "pipe"] });
    const exited = new Promise<number>((resolve) => {
        child.on("error", (error) => {
            print(`error: ${command}: ${error.message}`);
            resolve(1);
        });
        child.on("close", (code) => {
            resolve(code ?? 1);
        });
    });
    const read = reader(print);
    const lines = async (stream: Readable, isShown: (line: string) => boolean) => {
        for await (const line of readline.createInterface({ input: stream })) if (isShown(line)) print(line);
    };
    await Promise.all([lines(child.stdout, (line) => read(line, counts)), lines(child.stderr, () => true)]);
    return exited;
}
