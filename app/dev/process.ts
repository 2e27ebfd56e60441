import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import * as net from "node:net";
import { setTimeout as delay } from "node:timers/promises";

import { UserError } from "../../embedded/errors";

export const nobody = 65534;
export const isRoot = process.getuid?.() === 0;

/** For setpriv: PostgreSQL refuses root. */
export const unprivileged = isRoot ? [`--reuid=${nobody}`, `--regid=${nobody}`, "--clear-groups"] : [];

/**
 * Starts a program that goes on, in a group of its own: Ctrl-C is for us, who end it in our order. The kernel ends it where
 * we are killed with no chance to do so.
 */
export function start(
    command: readonly string[],
    options: { env: NodeJS.ProcessEnv; as?: readonly string[]; isQuiet?: boolean },
): ChildProcess {
    const args = ["--pdeathsig", "QUIT", ...(options.as ?? []), "--", ...command];
    return spawn("setpriv", args, {
        env: options.env,
        cwd: "/",
        detached: true,
        stdio: ["ignore", options.isQuiet ? "ignore" : "inherit", "inherit"],
    });
}

/** Ends it, if it has not ended by itself. */
export async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
    if (!hasEnded(child)) {
        const ended = once(child, "exit");
        child.kill(signal);
        await ended;
    }
}

function hasEnded(child: ChildProcess): boolean {
    return child.exitCode !== null || child.signalCode !== null;
}

/** Waits for what the program is to bring about, and no longer than it runs. */
export async function until(what: string, child: ChildProcess, condition: () => Promise<boolean>): Promise<void> {
    const deadline = Date.now() + 60_000;
    while (!(await condition())) {
        if (hasEnded(child)) {
            throw new UserError(`${what}: the program has ended with ${child.exitCode ?? child.signalCode ?? ""}`);
        }
        if (Date.now() > deadline) {
            throw new UserError(`${what}: not within a minute`);
        }
        await delay(5);
    }
}

/** Waits until somebody listens on this port. */
export function listening(what: string, child: ChildProcess, port: number): Promise<void> {
    return until(`${what} on port ${port}`, child, async () => {
        const socket = net.connect(port, "127.0.0.1");
        try {
            await once(socket, "connect");
            return true;
        } catch {
            return false;
        } finally {
            socket.destroy();
        }
    });
}
