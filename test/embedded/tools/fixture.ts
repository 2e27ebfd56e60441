import { ChildProcess, spawn } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";

import { Tool } from "../../../embedded/tools/table";

export const repository = path.resolve(__dirname, "../../..");

const doomed: string[] = [];

export function temporaryFolder(): string {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), "alchemorsel test-"));
    doomed.push(folder);
    return folder;
}

/** For an `afterEach` or `after`. */
export function removeTemporaryFolders(): void {
    for (const folder of doomed.splice(0)) {
        fs.rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
    }
}

/** A tool that builds in a second: no dependencies, no imports. */
export function fakeTool(overrides: Partial<Tool> = {}): Tool {
    const folder = temporaryFolder();
    fs.writeFileSync(path.join(folder, "go.mod"), "module example.com/greeter\n\ngo 1.21\n");
    fs.writeFileSync(path.join(folder, "main.go"), 'package main\n\nfunc main() { println("hello") }\n');
    return {
        name: "greeter",
        folder,
        module: "example.com/greeter",
        version: "v1.0.0",
        programs: { "greeter-program": "." },
        space: { work: 1, go: 1 },
        ...overrides,
    };
}

/** A go that writes down what it is asked for, and whose builds wait while `hold` is there. */
export function watchedGo(folder: string): { path: string; calls: () => string[]; hold: string } {
    const log = path.join(folder, "go-calls");
    const hold = path.join(folder, "hold");
    const real = (process.env.PATH ?? "")
        .split(":")
        .map((entry) => path.join(entry, "go"))
        .find((file) => fs.existsSync(file));
    const script = [
        "#!/bin/sh",
        `echo "$1" >> '${log}'`,
        `if [ "$1" = build ]; then while [ -e '${hold}' ]; do sleep 0.05; done; fi`,
        `exec '${real}' "$@"`,
    ];
    fs.writeFileSync(path.join(folder, "go"), script.join("\n") + "\n", { mode: 0o755 });
    fs.writeFileSync(log, "");
    return {
        path: `${folder}:${process.env.PATH}`,
        calls: () => fs.readFileSync(log, "utf8").split("\n").filter(Boolean),
        hold,
    };
}

export interface Outcome {
    readonly code: number | null;
    readonly output: string;
}

/** Another process that ensures this tool. */
export function ensureElsewhere(tool: Tool, env: NodeJS.ProcessEnv, prefix: readonly string[] = []) {
    const node = [
        process.execPath,
        "--require",
        "sucrase/register/ts",
        path.join(__dirname, "ensure-one.ts"),
        JSON.stringify(tool),
    ];
    const [command = "", ...args] = [...prefix, ...node];
    return watch(spawn(command, args, { cwd: repository, env: { ...process.env, ...env } }));
}

/** A child and its end, with all that it said. */
export function watch(child: ChildProcess): { child: ChildProcess; ended: Promise<Outcome>; output: () => string } {
    let output = "";
    for (const stream of [child.stdout, child.stderr])
        stream?.on("data", (chunk: Buffer) => (output += chunk.toString()));
    const ended = new Promise<Outcome>((resolve) => {
        child.once("close", (code) => {
            resolve({ code, output });
        });
    });
    return { child, ended, output: () => output };
}

export async function until(
    condition: () => boolean | Promise<boolean>,
    what: string,
    milliseconds = 15_000,
): Promise<void> {
    const deadline = Date.now() + milliseconds;
    while (!(await condition())) {
        if (Date.now() > deadline) throw new Error(`not within ${milliseconds} ms: ${what}`);
        await new Promise((resolve) => setTimeout(resolve, 25));
    }
}

export function lives(pid: number): boolean {
    try {
        return !/^\d+ \(.*\) Z/s.test(fs.readFileSync(`/proc/${pid}/stat`, "utf8"));
    } catch {
        return false;
    }
}

/** Runs the work with these variables and puts the old ones back. */
export async function withEnvironment<T>(
    variables: Record<string, string | undefined>,
    work: () => Promise<T>,
): Promise<T> {
    const before = Object.fromEntries(Object.keys(variables).map((name) => [name, process.env[name]]));
    setEnvironment(variables);
    try {
        return await work();
    } finally {
        setEnvironment(before);
    }
}

function setEnvironment(variables: Record<string, string | undefined>): void {
    for (const [name, value] of Object.entries(variables)) {
        if (value === undefined) Reflect.deleteProperty(process.env, name);
        else process.env[name] = value;
    }
}

/** The error of a promise that must fail. */
export async function failureOf(promise: Promise<unknown>): Promise<Error> {
    const outcome = await promise.then(
        () => new Error("did not fail"),
        (error: unknown) => error,
    );
    if (outcome instanceof Error) return outcome;
    throw new Error(`failed with something that is no error: ${String(outcome)}`);
}
