import { ChildProcess, spawn } from "node:child_process";

export interface Start {
    readonly args: readonly string[];
    readonly cwd: string;
    readonly env: NodeJS.ProcessEnv;
    readonly onStdout: (chunk: Buffer) => void;
    readonly onStderr: (chunk: Buffer) => void;
    /** Ends the child early. */
    readonly stop: AbortSignal;
}

export interface End {
    readonly code: number | null;
    readonly signal: NodeJS.Signals | null;
}

/** How long a child may take to end by itself, and its output to arrive after that. */
const patience = 5_000;

const running = new Set<ChildProcess>();

/**
 * Runs Node.js to its end. Children stay in this process's group: that is what the engine signals when it ends the host.
 * Output is passed on by hand, as it comes, so that all of it is out before the end is told.
 */
export function runNode(start: Start): Promise<End> {
    const child = spawn(process.execPath, start.args, {
        cwd: start.cwd,
        env: start.env,
        stdio: ["ignore", "pipe", "pipe"],
    });
    running.add(child);
    child.stdout.on("data", start.onStdout);
    child.stderr.on("data", start.onStderr);
    const stop = () => {
        interrupt(child);
    };
    if (start.stop.aborted) stop();
    start.stop.addEventListener("abort", stop);
    return new Promise<End>((resolve, reject) => {
        child.once("error", reject);
        child.once("close", (code, signal) => {
            resolve({ code, signal });
        });
        // A process that the child has left behind may hold the output open.
        child.once("exit", (code, signal) => {
            setTimeout(resolve, patience, { code, signal }).unref();
        });
    }).finally(() => {
        running.delete(child);
        start.stop.removeEventListener("abort", stop);
    });
}

/** For when this process ends: nothing of it stays behind. */
export function killChildren(): void {
    for (const child of running) child.kill("SIGKILL");
}

/** The end in words, for a user; undefined for a good one. */
export function describeEnd(what: string, { code, signal }: End): string | undefined {
    if (signal === "SIGKILL") {
        return `${what} was killed (SIGKILL): by hand, or by the system because it ran out of memory`;
    }
    if (signal !== null) return `${what} was ended by ${signal}`;
    return code === 0 ? undefined : `${what} exited with non-zero exit code: ${String(code)}`;
}

function interrupt(child: ChildProcess): void {
    child.kill("SIGINT");
    setTimeout(() => {
        if (running.has(child)) child.kill("SIGKILL");
    }, patience).unref();
}
