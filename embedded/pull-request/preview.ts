import * as fs from "node:fs";
import * as path from "node:path";

import { UserError } from "../errors";
import type { PlannedResource } from "../preview";
import { RunError } from "../process";
import type { Progress } from "../progress";
import { withCheckout } from "./checkout";
import { type BasePlan, planChange } from "./plan-change";
import { type Outcome, runPolicies } from "./policies";
import { files, writeNumber, writePlan } from "./results";

export interface PreviewOptions {
    readonly stack: string;
    /** Commit that the checkout is held against, if any. */
    readonly base?: string;
    /** Number of the pull request, where there is one. */
    readonly number?: number;
    /** Where the results are written. */
    readonly output: string;
}

/** Plans a stack of a checkout whose policy pack has not left the plan that it looked at. */
export type Plan = (project: string, stack: string) => Promise<readonly PlannedResource[]>;

/** Plans a stack and runs the policies, here and in the base, and writes what differs. */
export async function previewPullRequest(
    project: string,
    { stack, base, number, output }: PreviewOptions,
    plan: Plan,
    progress: Progress,
): Promise<Outcome> {
    // What an earlier run has left would pass for a result of this one.
    const results = [
        files.number,
        files.plan(stack),
        files.policies(stack),
        path.join(files.base, files.policies(stack)),
    ];
    for (const file of results) fs.rmSync(path.join(output, file), { force: true });
    if (number !== undefined) writeNumber(output, number);
    const baseOutput = path.join(output, files.base);
    const before =
        base === undefined
            ? "none"
            : await progress.step(`The base ${base}`, () => ofBase(project, base, stack, baseOutput, plan, progress));
    const since = path.join(baseOutput, files.policies(stack));
    const policies = await progress.step(`Plan of ${stack}, and its policies`, () =>
        runPolicies(project, stack, output, fs.existsSync(since) ? since : undefined),
    );
    progress.note(policies.log.trimEnd());
    writePlan(output, planChange(stack, policies.plan ?? (await plan(project, stack)), before));
    return policies.outcome;
}

/** A base that cannot be planned is no fault of the pull request. */
async function ofBase(
    project: string,
    commit: string,
    stack: string,
    output: string,
    plan: Plan,
    progress: Progress,
): Promise<BasePlan> {
    try {
        return await withCheckout(project, commit, async (folder) => {
            const policies = await runPolicies(folder, stack, output);
            if (policies.outcome === 2) {
                progress.note(`The base has no report of the policy pack:\n${policies.log.trimEnd()}`);
            }
            return policies.plan ?? plan(folder, stack);
        });
    } catch (error) {
        if (!(error instanceof UserError || error instanceof RunError)) throw error;
        progress.note(`The base could not be planned: ${error.message}`);
        return "failed";
    }
}
