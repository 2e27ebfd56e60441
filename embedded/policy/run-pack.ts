import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";

import { reportFromLog } from "../../policy-pack/report/from-log";
import type { Report, SourcePosition } from "../../policy-pack/report/report";
import { UserError } from "../errors";
import { previewProblems } from "../preview";
import { run, RunError, type RunResult } from "../process";

/** Where a stack is previewed: a workspace without an account, or that of a stack that is there. */
export interface PreviewPlace {
    readonly project: string;
    /** In place of the stack's own file. */
    readonly configFile?: string;
    readonly env: NodeJS.ProcessEnv;
}

/** What `pulumi preview --json` prints, as far as it is read here. */
interface Preview {
    readonly steps?: readonly {
        readonly newState?: {
            readonly urn: string;
            readonly sourcePosition?: string;
            /** From the innermost call outward. */
            readonly stackTrace?: readonly { readonly sourcePosition?: string }[];
        };
    }[];
}

/**
 * Previews a stack with a policy pack and returns what the pack found.
 *
 * @param pack Folder of the pack.
 * @throws UserError Where the preview itself failed, or the pack did not start.
 */
export async function runPack(place: PreviewPlace, stack: string, pack: string): Promise<Report> {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), "alchemorsel-policy-"));
    try {
        const log = path.join(folder, "findings.jsonl");
        fs.writeFileSync(log, "");
        const result = await preview(place, stack, pack, log);
        const read = reportFromLog(fs.readFileSync(log, "utf8"), positionsOf(readPreview(result.stdout)), now());
        // A broken rule does not keep the engine from looking at the stack as a whole: something else did.
        if (read?.isWhole !== true) {
            throw new UserError(`the preview of ${stack} failed\n${previewProblems(result)}`);
        }
        return read.report;
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

function readPreview(stdout: string): Preview {
    try {
        return JSON.parse(stdout) as Preview;
    } catch {
        return {};
    }
}

/** Where the program itself registered each resource: the innermost place that is not a package's. */
function positionsOf({ steps = [] }: Preview): Map<string, SourcePosition> {
    return new Map(
        steps.flatMap(({ newState }) => {
            if (newState === undefined) return [];
            const { urn, sourcePosition, stackTrace = [] } = newState;
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
