import * as path from "node:path";

import { freePort } from "../../embedded/free-port";
import { run } from "../../embedded/process";
import { go } from "../../embedded/tools/go";
import { end, start, until } from "./process";
import type { Stores } from "./stores";

const source = path.join(__dirname, "..");

/** Builds the app as its image has it. */
export async function buildApp(folder: string): Promise<string> {
    const program = path.join(folder, "alchemorsel");
    const args = ["build", "-trimpath", "-buildvcs=false", "-ldflags", "-s -w", "-o", program, "."];
    await go(source, args, { dieWithParent: true });
    return program;
}

/** Brings the schema to what the program needs. */
export async function migrate(program: string, { env }: Stores): Promise<void> {
    await run(program, ["migrate", "expand"], { env: { ...env, COLOR: "blue" } });
}

/** Stores the recipes that come with the program. */
export async function seed(program: string, { env }: Stores): Promise<void> {
    await run(program, ["seed"], { env: { ...env, COLOR: "blue" } });
}

export interface Server {
    readonly address: string;
    readonly pid: number;
    stop: () => Promise<void>;
}

/** The app, once it is ready. `env` is what it gets beside its stores. */
export async function serve(
    program: string,
    stores: Stores,
    env: Readonly<Record<string, string>> = {},
    port?: number,
): Promise<Server> {
    const listen = `127.0.0.1:${port ?? (await freePort())}`;
    const own = { COLOR: "blue", LOG_LEVEL: "warn", DRAIN_SECONDS: "0", LISTEN: listen };
    const child = start([program], { env: { ...stores.env, ...own, ...env } });
    const address = `http://${listen}`;
    const stop = () => end(child, "SIGTERM");
    try {
        await until(address, child, () => isReady(address));
    } catch (error) {
        await stop();
        throw error;
    }
    return { address, pid: child.pid ?? 0, stop };
}

async function isReady(address: string): Promise<boolean> {
    try {
        return (await fetch(`${address}/readyz`)).ok;
    } catch {
        return false; // it does not listen yet
    }
}
