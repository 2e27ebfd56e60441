import { ChildProcess, spawn } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";

import { UserError } from "./errors";

export interface Lock {
    release(): Promise<void>;
}

/**
 * Takes the lock of this file, and waits while another process has it. The lock is the kernel's own (flock): it ends with
 * its holder however that one ends, so a file that lies there from before means nothing and nobody has to guess at it.
 * `onWait` gets a line that says who has it.
 */
export async function lock(file: string, onWait?: (holder: string) => void): Promise<Lock> {
    fs.mkdirSync(path.dirname(file), { recursive: true });
    let holder = await tryFlock(file, ["--nonblock"]);
    if (holder === undefined) {
        onWait?.(`waiting for ${describeHolder(file)}`);
        holder = await tryFlock(file, []);
    }
    if (holder === undefined) throw new UserError(`${file}: the lock cannot be taken`);
    fs.writeFileSync(file, JSON.stringify({ pid: process.pid, since: new Date().toISOString() }));
    return { release: () => release(holder) };
}

/** Runs the work while it has the lock. */
export async function withLock<T>(file: string, work: () => Promise<T>, onWait?: (holder: string) => void): Promise<T> {
    const held = await lock(file, onWait);
    try {
        return await work();
    } finally {
        await held.release();
    }
}

const conflict = 75;

/**
 * Node.js has no flock, so flock(1) holds the lock around a `cat` that ends with its input: ours, closed by the kernel
 * when this process is gone. A session of its own keeps a Ctrl-C in the terminal from ending it too early.
 */
async function tryFlock(file: string, options: readonly string[]): Promise<ChildProcess | undefined> {
    const args = [
        ...options,
        "--conflict-exit-code",
        String(conflict),
        file,
        "sh",
        "-c",
        "echo locked; exec cat >/dev/null",
    ];
    const child = spawn("flock", args, { detached: true, stdio: ["pipe", "pipe", "pipe"] });
    let complaint = "";
    child.stderr.on("data", (chunk: Buffer) => (complaint += chunk.toString()));
    return new Promise((resolve, reject) => {
        child.once("error", (error) => {
            reject(new UserError(`flock (of the package util-linux) cannot be started: ${error.message}`));
        });
        child.stdout.once("data", () => {
            resolve(child);
        });
        child.once("close", (code) => {
            if (code === conflict) resolve(undefined);
            else
                reject(
                    new UserError(
                        `${file}: the lock cannot be taken: ${complaint.trim() || `flock ended with ${String(code)}`}`,
                    ),
                );
        });
    });
}

async function release(holder: ChildProcess): Promise<void> {
    if (holder.exitCode !== null || holder.signalCode !== null) return;
    await new Promise<void>((resolve) => {
        holder.once("close", () => {
            resolve();
        });
        holder.stdin?.end();
    });
}

function describeHolder(file: string): string {
    try {
        const { pid, since } = JSON.parse(fs.readFileSync(file, "utf8")) as { pid: number; since: string };
        const command = fs.readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0").join(" ").trim();
        return `process ${pid} (${command}), which has ${path.basename(file)} since ${since}`;
    } catch {
        return `the process that has ${file}`;
    }
}
