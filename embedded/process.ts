import { ChildProcess, spawn } from "node:child_process";
import * as readline from "node:readline";
import { Readable } from "node:stream";

import { Interrupted, UserError } from "./errors";

export interface RunOptions {
    readonly cwd?: string;
    /** The whole environment; default: this process's own. */
    readonly env?: NodeJS.ProcessEnv;
    /** Written to the program's standard input. */
    readonly input?: string;
    /** Called with every line as it comes. */
    readonly onLine?: (line: string, stream: "stdout" | "stderr") => void;
    /** The kernel ends the program when this process is killed with no chance to do so itself. */
    readonly dieWithParent?: boolean;
}

export interface RunResult {
    readonly stdout: string;
    readonly stderr: string;
}

/** A program that did not start or that ended with something other than 0. */
export class RunError extends Error {
    constructor(
        readonly command: string,
        readonly args: readonly string[],
        readonly outcome: string,
        readonly stdout: string,
        readonly stderr: string,
        readonly exitCode: number | undefined,
    ) {
        const tail = lastLines(stderr.trim() === "" ? stdout : stderr, 20);
        super(`${[command, ...args].join(" ")}: ${outcome}${tail === "" ? "" : `\n${tail}`}`);
        this.name = "RunError";
    }
}

/**
 * Runs a program to its end and returns its output. It runs in a process group of its own, so that a Ctrl-C ends the
 * whole group before this function throws `Interrupted`.
 */
export async function run(command: string, args: readonly string[], options: RunOptions = {}): Promise<RunResult> {
    const [file, argv] = options.dieWithParent
        ? ["setpriv", ["--pdeathsig", "TERM", "--", command, ...args]]
        : [command, [...args]];
    const child = spawn(file, argv, {
        cwd: options.cwd,
        env: options.env,
        detached: true,
        stdio: ["pipe", "pipe", "pipe"],
    });
    const interruption = interruptGroup(child);
    const stdout = collect(child.stdout, (line) => options.onLine?.(line, "stdout"));
    const stderr = collect(child.stderr, (line) => options.onLine?.(line, "stderr"));
    child.stdin.on("error", () => undefined); // A program need not read its input.
    child.stdin.end(options.input);
    try {
        const { code, signal } = await ended(child, command);
        const result = { stdout: await stdout, stderr: await stderr };
        if (interruption.signal) throw new Interrupted(interruption.signal);
        if (code === 0) return result;
        const outcome = signal ? `killed by ${signal}` : `exit code ${String(code)}`;
        throw new RunError(command, args, outcome, result.stdout, result.stderr, code ?? undefined);
    } finally {
        interruption.dispose();
    }
}

/** One word of a shell's command line, whatever is in it. */
export function shellQuote(text: string): string {
    return `'${text.replaceAll("'", "'\\''")}'`;
}

/** The last lines of an output, for a message. */
export function lastLines(text: string, count: number): string {
    return text.trimEnd().split("\n").slice(-count).join("\n");
}

async function ended(child: ChildProcess, command: string) {
    return new Promise<{ code: number | null; signal: NodeJS.Signals | null }>((resolve, reject) => {
        child.once("error", (error: NodeJS.ErrnoException) => {
            reject(
                error.code === "ENOENT"
                    ? new UserError(`${command}: no such program on PATH`, { cause: error })
                    : error,
            );
        });
        child.once("close", (code, signal) => {
            resolve({ code, signal });
        });
    });
}

async function collect(stream: Readable, onLine: (line: string) => void): Promise<string> {
    const lines: string[] = [];
    for await (const line of readline.createInterface({ input: stream, crlfDelay: Infinity })) {
        lines.push(line);
        onLine(line);
    }
    return lines.length === 0 ? "" : lines.join("\n") + "\n";
}

const interrupts: readonly NodeJS.Signals[] = ["SIGINT", "SIGTERM", "SIGHUP"];
const patience = 5_000;

/** What ends each program that runs: one listener for all of them, since Node.js warns of more than ten. */
const ends = new Set<(signal: NodeJS.Signals) => void>();

/** While the program runs, an interrupt of ours ends its group; `signal` tells that it happened. */
function interruptGroup(child: ChildProcess) {
    let last: NodeJS.Timeout | undefined;
    const state = {
        signal: undefined as NodeJS.Signals | undefined,
        dispose() {
            clearTimeout(last);
            ends.delete(stop);
            if (ends.size === 0) for (const signal of interrupts) process.off(signal, endAll);
        },
    };
    const stop = (signal: NodeJS.Signals) => {
        state.signal ??= signal;
        killGroup(child, "SIGTERM");
        last = setTimeout(() => {
            killGroup(child, "SIGKILL");
        }, patience);
    };
    if (ends.size === 0) for (const signal of interrupts) process.on(signal, endAll);
    ends.add(stop);
    return state;
}

function endAll(signal: NodeJS.Signals): void {
    for (const end of ends) end(signal);
}

function killGroup(child: ChildProcess, signal: NodeJS.Signals): void {
    if (child.pid === undefined) return;
    try {
        process.kill(-child.pid, signal);
    } catch {
        // The group has ended already.
    }
}
