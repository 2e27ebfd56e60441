import * as fs from "node:fs";
import * as path from "node:path";

import { UserError } from "../errors";
import { isObject, type StackState } from "./state";

/** A stack of a release, as it was recorded. */
export interface RecordedStack {
    readonly release: string;
    readonly stack: string;
    readonly state: StackState;
    /** The stack's file of then. */
    readonly configFile: string;
}

export interface Choice {
    readonly stack?: string;
    readonly release?: string;
}

/** Where a release's records are, from the project's folder. */
export const recordsFolder = path.join("test", "upgrades");

/** The schema of states up to which this is written; the engine has a newer one for what no stack here uses. */
const newestState = 4;

export function stateFile(project: string, release: string, stack: string): string {
    return path.join(project, recordsFolder, release, `${stack}.json`);
}

export function configFile(project: string, release: string, stack: string): string {
    return path.join(project, recordsFolder, release, `${stack}.yaml`);
}

/** The records that are asked for, each of which the engine can take; what is wrong with any of them is told at once. */
export function readRecords(project: string, engine: string, choice: Choice): RecordedStack[] {
    const all = recordsIn(project);
    if (all.length === 0) {
        throw new UserError(`there is no record in ${recordsFolder}: make record-state STACK=production RELEASE=0.1.0`);
    }
    const chosen = all.filter(
        ({ stack, release }) => (choice.stack ?? stack) === stack && (choice.release ?? release) === release,
    );
    if (chosen.length === 0) {
        const there = all.map(({ stack, release }) => `${stack} of ${release}`).join(", ");
        const asked = `${choice.stack ?? "any stack"} of ${choice.release ?? "any release"}`;
        throw new UserError(`there is no record of ${asked}; there are: ${there}`);
    }
    const read = chosen.map(({ release, stack }) => readRecord(project, release, stack, engine));
    const problems = read.flatMap((each) => (typeof each === "string" ? [each] : []));
    if (problems.length > 0) throw new UserError(problems);
    return read.flatMap((each) => (typeof each === "string" ? [] : [each]));
}

function recordsIn(project: string): { release: string; stack: string }[] {
    const folder = path.join(project, recordsFolder);
    if (!fs.existsSync(folder)) return [];
    return fs
        .readdirSync(folder, { withFileTypes: true })
        .flatMap((entry) => (entry.isDirectory() ? [entry.name] : []))
        .sort((one, other) => one.localeCompare(other, "en", { numeric: true }))
        .flatMap((release) =>
            fs
                .readdirSync(path.join(folder, release))
                .filter((file) => file.endsWith(".json"))
                .sort()
                .map((file) => ({ release, stack: file.slice(0, -".json".length) })),
        );
}

/** The record, or what is wrong with it. */
function readRecord(project: string, release: string, stack: string, engine: string): RecordedStack | string {
    const file = path.join(recordsFolder, release, `${stack}.json`);
    if (!fs.existsSync(path.join(project, `Pulumi.${stack}.yaml`))) {
        return `${file}: there is no stack file Pulumi.${stack}.yaml any more; where the stack is gone, remove its records`;
    }
    const state = parsed(fs.readFileSync(path.join(project, file), "utf8"));
    if (state === undefined)
        return `${file}: is cut off or was edited: it is no JSON of a state. Take it from git, or record it again`;
    const written = state.deployment.manifest.version;
    if (state.version > newestState || isNewer(written, engine)) {
        return `${file}: was written by a newer engine (${written}, state ${state.version}) than this one (${engine}, state ${newestState}): use that one`;
    }
    return { release, stack, state, configFile: configFile(project, release, stack) };
}

function parsed(text: string): StackState | undefined {
    try {
        const value: unknown = JSON.parse(text);
        return isState(value) ? value : undefined;
    } catch {
        return undefined;
    }
}

function isState(value: unknown): value is StackState {
    if (!isObject(value) || typeof value.version !== "number" || !isObject(value.deployment)) return false;
    const { manifest, resources } = value.deployment;
    return (
        isObject(manifest) &&
        typeof manifest.version === "string" &&
        Array.isArray(resources) &&
        resources.length > 0 &&
        resources.every((each) => isObject(each) && typeof each.urn === "string")
    );
}

function isNewer(version: string, other: string): boolean {
    return version.localeCompare(other, "en", { numeric: true }) > 0;
}
