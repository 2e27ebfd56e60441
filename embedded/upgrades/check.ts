import * as fs from "node:fs";
import * as path from "node:path";

import { parseDocument } from "yaml";

import { UserError } from "../errors";
import { withWorkspace, type Workspace } from "../preview";
import { run, RunError } from "../process";
import type { Progress } from "../progress";
import { type Finding, judge } from "./judge";
import type { RecordedStack } from "./records";
import { isObject, nameOf, type StackState, typeOf } from "./state";
import type { Diagnostic, Preview, Step } from "./steps";

/** What today's code would do to a recorded stack. */
export interface Verdict {
    readonly release: string;
    readonly stack: string;
    readonly findings: readonly Finding[];
    /** How many resources each operation is for. */
    readonly operations: Readonly<Record<string, number>>;
    /** What was left as it is, for it asks something that isn't there: a cluster, or a chart's repository. */
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
            const planned = await planAll(offline, stack, [], []);
            return { release, stack, ...verdictOf(planned, state) };
        },
        file,
    );
}

interface Planned {
    readonly steps: readonly Step[];
    readonly changeSummary: Readonly<Record<string, number>>;
    readonly refusals: readonly Diagnostic[];
    readonly excluded: readonly string[];
}

function verdictOf(
    { steps, changeSummary, refusals, excluded }: Planned,
    state: StackState,
): Omit<Verdict, "release" | "stack"> {
    const protectedUrns = new Set(state.deployment.resources.flatMap((each) => (each.protect ? [each.urn] : [])));
    const asRecorded = steps.map((step): Step =>
        step.oldState && protectedUrns.has(step.oldState.urn)
            ? { ...step, oldState: { ...step.oldState, protect: true } }
            : step,
    );
    return {
        findings: [...refusals.map(refusal), ...judge(asRecorded)],
        operations: changeSummary,
        unplanned: excluded.map((urn) => (urn === allReleases ? "the Helm releases" : nameOf(urn))),
    };
}

/** What ends the update before it has begun, such as a version that can't be reached from the recorded one. */
function refusal({ urn = "", message }: Diagnostic): Finding {
    return {
        kind: "refused",
        type: urn === "" ? "" : (urn.split("::")[2] ?? ""),
        name: nameOf(urn) || "the program",
        properties: [],
        cause: message.trim().replace(/^(error: )?(Preview failed: )?/, ""),
    };
}

async function importState(workspace: Workspace, stack: string, state: StackState): Promise<void> {
    const folder = path.dirname(workspace.configFile);
    const file = path.join(folder, "recorded.json");
    const salt: unknown = parseDocument(fs.readFileSync(workspace.configFile, "utf8")).get("encryptionsalt");
    fs.writeFileSync(file, JSON.stringify(importable(state, stack, String(salt))));
    const args = ["stack", "import", "--stack", stack, "--file", file, "--non-interactive"];
    await run("pulumi", args, { cwd: folder, env: workspace.env }).catch((error: unknown) => {
        throw error instanceof RunError
            ? new UserError(`the engine does not take the record of ${stack}: ${error.stderr.trim()}`)
            : error;
    });
}

/**
 * The record as a state of this very stack, with the workspace's own passphrase. No resource is protected, or the engine would end at the first one that it may not
 * delete. The cluster's address is one where nobody listens, for it was a real one.
 */
function importable(state: StackState, stack: string, salt: string): object {
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
            secrets_providers: { type: "passphrase", state: { salt } },
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

/**
 * Plans until nothing is in the way but what is the program's own: each turn leaves out what could not be asked. The step that a
 * guard has stopped is known by then.
 */
async function planAll(
    workspace: Workspace,
    stack: string,
    excluded: readonly string[],
    stopped: readonly Step[],
): Promise<Planned> {
    const { steps = [], changeSummary = {}, diagnostics = [] } = await plan(workspace, stack, excluded);
    const errors = diagnostics.filter(({ severity }) => severity === "error");
    const more = errors.flatMap(unasked).filter((urn) => !excluded.includes(urn));
    if (more.length > 0) {
        const before = [...stopped, ...steps.filter(({ urn }) => more.includes(urn))];
        return planAll(workspace, stack, [...new Set([...excluded, ...more])], before);
    }
    const refusals = errors.filter(({ message }) => !isSummary(message));
    return { steps: [...stopped, ...steps], changeSummary, refusals, excluded };
}

/**
 * What can't be planned, for it asks something that isn't there. A guard, `components/workload/guard.ts`, looks into the cluster
 * before an update in place; a Helm release asks for its chart, and where one can't the others can't either.
 */
function unasked({ urn, message }: Diagnostic): string[] {
    if (urn === undefined) return [];
    if (/before hook "[^"]*-guard" failed/.test(message)) return [urn];
    return typeOf(urn) === "kubernetes:helm.sh/v3:Release" && /chart.*cannot be reached|dial tcp/.test(message)
        ? [allReleases]
        : [];
}

/** For `--exclude`. */
const allReleases = "**kubernetes:helm.sh/v3:Release::**";

/** What the engine says at the end of every preview that has failed, after the reasons. */
function isSummary(message: string): boolean {
    return /^(error: )?(preview failed|update failed)$/i.test(message.trim());
}

async function plan(
    { project, configFile, env }: Workspace,
    stack: string,
    excluded: readonly string[],
): Promise<Preview> {
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
