import * as fs from "node:fs";
import * as path from "node:path";

import { run, RunError } from "../process";
import type { StateResource } from "../upgrades/state";
import { type Outcome, readEvents } from "./events";

export type Command = "up" | "refresh" | "destroy";

/** Where the engine works in a rehearsal. */
export interface StackPlace {
    readonly stack: string;
    /** Folder of the program and its Pulumi.yaml. */
    readonly program: string;
    /** The stack's file, a copy that the rehearsal edits. */
    readonly configFile: string;
    /** Folder for the logs of the engine's events. */
    readonly logs: string;
    readonly env: NodeJS.ProcessEnv;
}

/** What one command of the engine's did, and how it ended. */
export interface Ran extends Outcome {
    readonly command: Command;
    readonly ok: boolean;
    readonly started: Date;
    readonly seconds: number;
    /** All that it printed. */
    readonly output: string;
}

/** The engine's own commands on a stack, with the log of what they did. A command that fails is told in what it returns. */
export class StackRun {
    private ran = 0;

    constructor(private readonly place: StackPlace) {}

    async command(command: Command, args: readonly string[], report: (detail: string) => void): Promise<Ran> {
        const { stack, program, configFile, logs, env } = this.place;
        const log = path.join(logs, `${++this.ran}-${command}.jsonl`);
        const all = [
            ...[command, "--yes", "--non-interactive", "--stack", stack, "--config-file", configFile],
            // What is protected stops a destroy before anything goes, since the preview comes first.
            ...(command === "destroy" ? [] : ["--skip-preview"]),
            ...["--event-log", log, "--suppress-outputs", ...args],
        ];
        const started = new Date();
        const { ok, output } = await this.finished(all, { cwd: program, env }, report);
        const seconds = (Date.now() - started.getTime()) / 1000;
        const events = fs.existsSync(log) ? fs.readFileSync(log, "utf8") : "";
        return { ...readEvents(events), command, ok, started, seconds, output };
    }

    /** The stack's whole state, as the engine keeps it. */
    async export(): Promise<StackState> {
        return JSON.parse(await this.exportText()) as StackState;
    }

    /** The same as the engine writes it. */
    async exportText(...args: string[]): Promise<string> {
        const { stack, program, env } = this.place;
        const all = ["stack", "export", "--stack", stack, ...args];
        return (await run("pulumi", all, { cwd: program, env })).stdout;
    }

    private async finished(args: string[], options: { cwd: string; env: NodeJS.ProcessEnv }, report: Report) {
        let done = 0;
        const onLine = (line: string) => {
            if (/ (created|updated|deleted|replaced)\b/.test(line)) report(`${++done} resources; ${line.trim()}`);
        };
        try {
            const { stdout, stderr } = await run("pulumi", args, { ...options, onLine, dieWithParent: true });
            return { ok: true, output: stdout + stderr };
        } catch (error) {
            if (!(error instanceof RunError)) throw error;
            return { ok: false, output: error.stdout + error.stderr };
        }
    }
}

type Report = (detail: string) => void;

/** As `pulumi stack export` writes it; the one of a stack that nothing was made of has no resources. */
export interface StackState {
    readonly deployment: { readonly resources?: readonly StateResource[] };
}
