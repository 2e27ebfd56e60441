import * as fs from "node:fs";
import * as path from "node:path";

import { run, RunError } from "../process";
import { files } from "./results";

/** What the command ends with: nothing stops an update, something does, it could not run. */
export type Outcome = 0 | 1 | 2;

/**
 * Runs the policy pack of a checkout on a stack of it, by the checkout's own command: the base is judged by the rules that it had.
 *
 * @param output Where the reports are written.
 * @param since Report of the base.
 */
export async function runPolicies(
    checkout: string,
    stack: string,
    output: string,
    since?: string,
): Promise<{ outcome: Outcome; log: string }> {
    const options = ["--output", output, ...(since === undefined ? [] : ["--since", since])];
    try {
        const { stdout, stderr } = await run("npm", ["run", "--silent", "policy", "--", stack, ...options], {
            cwd: checkout,
        });
        return { outcome: 0, log: `${stderr}${stdout}` };
    } catch (error) {
        if (!(error instanceof RunError)) throw error;
        return {
            outcome: error.exitCode === 1 && hasReport(output, stack) ? 1 : 2,
            log: `${error.stderr}${error.stdout}`,
        };
    }
}

/** npm itself ends with 1, too, where there is no such script. */
function hasReport(output: string, stack: string): boolean {
    return fs.existsSync(path.join(output, files.policies(stack)));
}
