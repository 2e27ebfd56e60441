import * as fs from "node:fs";
import * as path from "node:path";

import type { Workspace } from "../../embedded/preview";
import { run } from "../../embedded/process";

/** How long `pulumi preview` takes, in seconds, start of the plugins included, and how many resources it would create. */
export async function timedPreview(workspace: Workspace): Promise<{ seconds: number; resources: number }> {
    const started = performance.now();
    const output = await preview(workspace);
    const seconds = (performance.now() - started) / 1000;
    const resources = Number(/\+ (\d+) to create/.exec(output)?.[1]);
    if (Number.isNaN(resources)) throw new Error(`the preview does not say how many it creates:\n${output}`);
    return { seconds, resources };
}

/** What the program itself takes: seconds from its start to its first resource, and the memory at its peak in MiB. */
export async function watchedPreview(
    workspace: Workspace,
    folder: string,
): Promise<{ firstResource: number; peak: number }> {
    const [calls, memory] = ["calls.json", "peak-memory"].map((name) => path.join(folder, name)) as [string, string];
    for (const file of [calls, memory]) fs.rmSync(file, { force: true });
    await preview(workspace, {
        PULUMI_DEBUG_GRPC: calls,
        NODE_OPTIONS: `--require ${path.join(__dirname, "peak-memory.cjs")}`,
        BENCH_PEAK_MEMORY: memory,
    });
    return { firstResource: firstResource(calls), peak: Number(fs.readFileSync(memory, "utf8")) / 1024 };
}

async function preview({ project, configFile, env }: Workspace, more: NodeJS.ProcessEnv = {}): Promise<string> {
    const args = ["preview", "--stack", "production", "--config-file", configFile, "--non-interactive"];
    return (await run("pulumi", args, { cwd: project, env: { ...env, ...more } })).stdout;
}

interface Call {
    method: string;
    progress: "request_started" | "response_completed";
    timestamp: string;
    request: { type?: string };
}

/**
 * From when the engine has the program started to when it has answered the first registration beside the stack's own,
 * by the engine's log of its calls.
 */
function firstResource(log: string): number {
    const calls = fs
        .readFileSync(log, "utf8")
        .split("\n")
        .filter((line) => line !== "")
        .map((line) => JSON.parse(line) as Call);
    const started = calls.find((call) => call.method.endsWith("/Run") && call.progress === "request_started");
    const registered = calls.find(
        ({ method, progress, request }) =>
            method.endsWith("/RegisterResource") &&
            progress === "response_completed" &&
            request.type !== "pulumi:pulumi:Stack",
    );
    if (started === undefined || registered === undefined)
        throw new Error("the engine's log lacks the program's start");
    return (Date.parse(registered.timestamp) - Date.parse(started.timestamp)) / 1000;
}
