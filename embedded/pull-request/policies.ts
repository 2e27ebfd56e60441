import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";

import { planVariable } from "../policy/options";
import type { PlannedResource } from "../preview";
import { run, RunError, type RunResult } from "../process";
import { files } from "./results";

/** What the command ends with: nothing stops an update, something does, it could not run. */
export type Outcome = 0 | 1 | 2;

/** What has come of the command. */
export interface PolicyRun {
    readonly outcome: Outcome;
    readonly log: string;
    /** What the rules have looked at; none where the command did not get there, or is older than that it leaves its plan. */
    readonly plan?: readonly PlannedResource[];
}

/**
 * Runs the policy pack of a checkout on a stack of it, by the checkout's own command: the base is judged by the rules that it had.
 *
 * @param output Where the reports are written.
 * @param since Report of the base.
 */
export async function runPolicies(checkout: string, stack: string, output: string, since?: string): Promise<PolicyRun> {
    const options = ["--output", output, ...(since === undefined ? [] : ["--since", since])];
    // Not among the results: it has the values.
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), "alchemorsel-plan-"));
    try {
        const plan = path.join(folder, "plan.json");
        const { exitCode, stdout, stderr } = await command(checkout, [stack, ...options], plan);
        return { outcome: outcomeOf(exitCode, output, stack), log: `${stderr}${stdout}`, plan: readPlanFile(plan) };
    } finally {
        fs.rmSync(folder, { recursive: true, force: true });
    }
}

async function command(
    checkout: string,
    args: readonly string[],
    plan: string,
): Promise<RunResult & { exitCode?: number }> {
    const env = { ...process.env, [planVariable]: plan };
    try {
        const result = await run("npm", ["run", "--silent", "policy", "--", ...args], { cwd: checkout, env });
        return { ...result, exitCode: 0 };
    } catch (error) {
        if (!(error instanceof RunError)) throw error;
        return error;
    }
}

/** npm itself ends with 1, too, where there is no such script: then there is no report. */
function outcomeOf(exitCode: number | undefined, output: string, stack: string): Outcome {
    if (exitCode === 0) return 0;
    return exitCode === 1 && fs.existsSync(path.join(output, files.policies(stack))) ? 1 : 2;
}

function readPlanFile(file: string): PlannedResource[] | undefined {
    return fs.existsSync(file) ? (JSON.parse(fs.readFileSync(file, "utf8")) as PlannedResource[]) : undefined;
}
