import * as fs from "node:fs";
import * as path from "node:path";

import { sarifReport } from "../../policy-pack/report/sarif";
import { UserError } from "../errors";
import { commentOf, type StackResult } from "./comment";
import type { GitHub } from "./github";
import { readNumber, readResult } from "./results";
import type { EndedRun } from "./run-event";
import { upsertComment } from "./upsert";

export interface Published {
    /** What was done, for the log. */
    readonly notes: readonly string[];
    /** Where the alerts belong, if there are any. */
    readonly alerts?: { readonly ref: string; readonly sha: string; readonly folder: string };
}

/**
 * Publishes what a run has left in a folder: the alerts as files for code scanning, and for a pull request the comment.
 * The folder is the work of the pull request's own code: it is data, from which everything is written anew.
 */
export async function publish(
    run: EndedRun,
    folder: string,
    stacks: readonly string[],
    alertsFolder: string,
    github: GitHub,
): Promise<Published> {
    const number = run.event === "pull_request" ? readNumber(folder) : undefined;
    if (run.event === "pull_request") {
        if (number === undefined) return { notes: ["the run has left nothing to publish"] };
        if (!(await isCurrent(github, number, run)))
            return { notes: ["the pull request has moved on: nothing is published"] };
    }
    const results = stacks.map((stack) => readResult(folder, stack));
    const written = results.flatMap((result) => writeAlerts(alertsFolder, result));
    const ref = number === undefined ? `refs/heads/${run.head_branch}` : `refs/pull/${number}/head`;
    const alerts = written.length > 0 ? { ref, sha: run.head_sha, folder: alertsFolder } : undefined;
    if (number === undefined) return { notes: [], alerts };
    const done = await upsertComment(github, number, commentOf(results, introOf(run)));
    return { notes: [`the comment is ${done}`], alerts };
}

/**
 * Whether the run is about the pull request as it is now. The number comes out of the run itself: GitHub must know that pull
 * request by the run's commit and repository.
 */
async function isCurrent(github: GitHub, number: number, run: EndedRun): Promise<boolean> {
    const { state, head } = await github.pullRequest(number);
    const repository = run.head_repository?.full_name;
    if (repository === undefined || head.repo?.full_name !== repository) {
        throw new UserError("the number that the run has left is that of a pull request from elsewhere");
    }
    return state === "open" && head.sha === run.head_sha;
}

function writeAlerts(folder: string, { stack, policies }: StackResult): string[] {
    if (policies === undefined) return [];
    const file = path.join(folder, `policy-${stack}.sarif`);
    fs.mkdirSync(folder, { recursive: true });
    fs.writeFileSync(file, sarifReport(policies, { onlyAlerts: true }));
    return [file];
}

function introOf({ head_sha: sha, html_url: url }: EndedRun): string {
    return (
        `Planned from nothing and without credentials at ${sha.slice(0, 12)}, by [this run](${url}). ` +
        "What an update would replace, only a preview with the account can tell."
    );
}
