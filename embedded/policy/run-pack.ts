import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";

import { reportFromLog } from "../../policy-pack/report/from-log";
import type { Report, SourcePosition } from "../../policy-pack/report/report";
import { UserError } from "../errors";
import { plannedResources, type PlannedResource, previewProblems } from "../preview";
import { run, RunError, type RunResult } from "../process";

/** Where a stack is previewed: a workspace without an account, or that of a stack that is there. */
export interface PreviewPlace {
    readonly project: string;
    /** In place of the stack's own file. */
    readonly configFile?: string;
    readonly env: NodeJS.ProcessEnv;
}

/** What the pack found. As `planWithPack`. */
export async function runPack(place: PreviewPlace, stack: string, pack: string): Promise<Report> {
    return (await planWithPack(place, stack, pack)).report;
}

/**
 * Previews a stack with a policy pack and returns what the pack found, and the plan that it looked at: with what its rules
 * have changed, where they may.
 *
 * @param pack Folder of the pack.
 * @throws UserError Where the preview itself failed, or the pack did not start.
 */
export async function planWithPack(
    place: PreviewPlace,
    stack: string,
    pack: string,
): Promise<{ report: Report; plan: readonly PlannedResource[] }> {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), "alchemorsel-policy-"));
    try {
        const log = path.join(folder, "findings.jsonl");
        fs.writeFileSync(log, "");
        const result = await preview(place, stack, pack, log);
        const plan = planIn(result.stdout);
        const read = reportFromLog(fs.readFileSync(log, "utf8"), positionsOf(plan), now());
        // A broken rule does not keep the engine from looking at the stack as a whole: something else did.
        if (read?.isWhole !== true) {
            throw new UserError(`the preview of ${stack} failed\n${previewProblems(result)}`);
        }
        return { report: read.report, plan };
    } finally {
        fs.rmSync(folder, { recursive: true, force: true });
    }
}

async function preview({ project, configFile, env }: PreviewPlace, stack: string, pack: string, log: string) {
    const args = ["preview", "--json", "--non-interactive", "--stack", stack, "--policy-pack", pack];
    const withConfig = configFile === undefined ? args : [...args, "--config-file", configFile];
    const options = { cwd: project, env: { ...env, ALCHEMORSEL_POLICY_LOG: log } };
    return run("pulumi", withConfig, options).catch((error: unknown): RunResult => {
        // It ends with an error where a mandatory rule is broken, too: the log tells which of the two it was.
        if (error instanceof RunError) return error;
        throw error;
    });
}

/** None where a preview that failed has printed something else. */
function planIn(stdout: string): PlannedResource[] {
    try {
        return plannedResources(stdout);
    } catch {
        return [];
    }
}

/** Where the program itself registered each resource: the innermost place that is not a package's. */
function positionsOf(plan: readonly PlannedResource[]): Map<string, SourcePosition> {
    return new Map(
        plan.flatMap(({ urn, sourcePosition, stackTrace = [] }) => {
            const [place] = [sourcePosition, ...stackTrace.map((frame) => frame.sourcePosition)].flatMap(inProject);
            return place === undefined ? [] : [[urn, place]];
        }),
    );
}

/** `project:///index.ts#12,3`, where it is a file of the project's own. */
function inProject(position = ""): SourcePosition[] {
    const match = /^project:\/\/\/(.+)#(\d+)(?:,(\d+))?$/.exec(position);
    const [, file = "", line, column] = match ?? [];
    if (match === null || /^\.\.\/|(^|\/)node_modules\//.test(file)) return [];
    return [{ file, line: Number(line), ...(column !== undefined && { column: Number(column) }) }];
}

function now(): string {
    return new Date().toISOString().replace(/\.\d+Z$/, "Z");
}
