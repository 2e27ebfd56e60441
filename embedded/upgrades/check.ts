import * as fs from "node:fs";
import * as path from "node:path";

import { UserError } from "../errors";
import { previewProblems, withWorkspace, type Workspace } from "../preview";
import { run, RunError } from "../process";
import type { Progress } from "../progress";
import { type Finding, judge } from "./judge";
import type { RecordedStack } from "./records";
import { isObject, nameOf, type StackState } from "./state";
import type { Diagnostic, Preview, Step } from "./steps";

/** What today's code would do to a recorded stack. */
export interface Verdict {
    readonly release: string;
    readonly stack: string;
    readonly findings: readonly Finding[];
    /** How many resources each operation is for. */
    readonly operations: Readonly<Record<string, number>>;
    /** What changes in place and was left as it is, for its guard asks a cluster that isn't there. */
    readonly unplanned: readonly string[];
}

/** Where nobody listens. */
const nowhere = "http://127.0.0.1:1";

/** Plans today's code against a recorded stack, with today's stack file or the one of then. Nothing is asked: no account, no cluster. */
export function checkRecord(
    project: string,
    recorded: RecordedStack,
    config: "today" | "recorded",
    progress: Progress,
): Promise<Verdict> {
    const { release, stack, state } = recorded;
    const file = config === "recorded" ? recorded.configFile : undefined;
    return withWorkspace(
        project,
        stack,
        progress,
        async (workspace) => {
            const offline = { ...workspace, env: { ...workspace.env, AWS_ENDPOINT_URL: nowhere } };
            await importState(offline, stack, state);
            const planned = await planAll(offline, stack, []);
            return { release, stack, ...verdictOf(planned, state) };
        },
        file,
    );
}

interface Planned {
    readonly steps: readonly Step[];
    readonly refusals: readonly Diagnostic[];
    readonly excluded: readonly string[];
}

function verdictOf({ steps, refusals, excluded }: Planned, state: StackState): Omit<Verdict, "release" | "stack"> {
    const protectedUrns = new Set(state.deployment.resources.flatMap((each) => (each.protect ? [each.urn] : [])));
    const asRecorded = steps.map((step) =>
        step.oldState && protectedUrns.has(step.oldState.urn)
            ? { ...step, oldState: { ...step.oldState, protect: true } }
            : step,
    );
    return {
        findings: [...refusals.map(refusal), ...judge(asRecorded)],
        operations: countOf(steps.map(({ op }) => op)),
        unplanned: excluded.map(nameOf),
    };
}

/** What ends the update before it has begun, such as a version that can't be reached from the recorded one. */
function refusal({ urn = "", message }: Diagnostic): Finding {
    return {
        kind: "refused",
        type: urn === "" ? "" : (urn.split("::")[2] ?? ""),
        name: nameOf(urn) || "the program",
        properties: [],
        cause: message.trim(),
    };
}

async function importState(workspace: Workspace, stack: string, state: StackState): Promise<void> {
    const folder = path.dirname(workspace.configFile);
    const file = path.join(folder, "recorded.json");
    fs.writeFileSync(file, JSON.stringify(importable(state, stack)));
    const args = ["stack", "import", "--stack", stack, "--file", file, "--non-interactive"];
    await run("pulumi", args, { cwd: folder, env: workspace.env }).catch((error: unknown) => {
        throw error instanceof RunError
            ? new UserError(`the engine does not take the record of ${stack}: ${error.stderr.trim()}`)
            : error;
    });
}

/**
 * The record as a state of this very stack. No resource is protected, or the engine would end at the first one that it may not
 * delete. The cluster's address is one where nobody listens, for it was a real one.
 */
function importable(state: StackState, stack: string): object {
    const { manifest, resources } = state.deployment;
    const endpoints = resources.flatMap(({ type, outputs }) =>
        type === "aws:eks/cluster:Cluster" && typeof outputs?.endpoint === "string" ? [outputs.endpoint] : [],
    );
    const unprotected = resources.map((resource) => ({ ...resource, protect: false }));
    const recordedStack = /^urn:pulumi:([^:]+)::/.exec(resources[0]?.urn ?? "")?.[1] ?? stack;
    const here = (text: string) =>
        endpoints
            .reduce((changed, endpoint) => changed.replaceAll(endpoint, nowhere.replace("http:", "https:")), text)
            .replaceAll(`urn:pulumi:${recordedStack}::`, `urn:pulumi:${stack}::`);
    return {
        ...state,
        deployment: {
            manifest: { ...manifest, time: "0001-01-01T00:00:00Z" },
            resources: mapped(unprotected, here),
        },
    };
}

function mapped(value: unknown, change: (text: string) => string): unknown {
    if (typeof value === "string") return change(value);
    if (Array.isArray(value)) return value.map((inner) => mapped(inner, change));
    if (!isObject(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [change(key), mapped(inner, change)]));
}

/** Plans until nothing is in the way but what is the program's own: each turn leaves out what a guard has stopped. */
async function planAll(workspace: Workspace, stack: string, excluded: readonly string[]): Promise<Planned> {
    const preview = await plan(workspace, stack, excluded);
    const errors = (preview.diagnostics ?? []).filter(({ severity }) => severity === "error");
    const guarded = errors.flatMap(({ urn, message }) => (urn !== undefined && isGuards(message) ? [urn] : []));
    const more = [...new Set(guarded)].filter((urn) => !excluded.includes(urn));
    if (more.length > 0) return planAll(workspace, stack, [...excluded, ...more]);
    return { steps: preview.steps ?? [], refusals: errors, excluded };
}

/** A hook before an update, which is one in place: `components/workload/guard.ts` looks into the cluster. */
function isGuards(message: string): boolean {
    return /before hook "[^"]*-guard" failed/.test(message);
}

async function plan({ project, configFile, env }: Workspace, stack: string, excluded: readonly string[]): Promise<Preview> {
    const without = excluded.flatMap((urn) => ["--exclude", urn]);
    const args = ["preview", "--json", "--stack", stack, "--config-file", configFile, "--non-interactive", ...without];
    const { stdout } = await run("pulumi", args, { cwd: project, env }).catch((error: unknown) => {
        if (error instanceof RunError) return error;
        throw error;
    });
    try {
        return JSON.parse(stdout) as Preview;
    } catch {
        throw new UserError(`the preview of ${stack} told nothing`);
    }
}

function countOf(words: readonly string[]): Record<string, number> {
    const counts: Record<string, number> = {};
    for (const word of [...words].sort()) counts[word] = (counts[word] ?? 0) + 1;
    return counts;
}
