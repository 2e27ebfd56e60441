/**
 * `make app`: the app by itself, on a database that ends with it. A change of its sources builds it and starts it again;
 * where that fails, the one before goes on.
 */
import * as path from "node:path";
import { performance } from "node:perf_hooks";

import { endWith } from "../../embedded/end-with";
import { hasCode, UserError } from "../../embedded/errors";
import { freePort } from "../../embedded/free-port";
import { createProgress } from "../../embedded/progress";
import { writeAssets } from "../web/build";
import { buildApp, migrate, seed, serve, type Server } from "./program";
import { startStores, type Stores } from "./stores";
import { isForPages, watchSources } from "./sources";

const progress = createProgress();

async function main(): Promise<number> {
    const interrupted = interrupt();
    const port = await portOf(process.env.PORT || "8081");
    const stores = await progress.step("PostgreSQL and Redis", startStores);
    let server: Server | undefined;
    try {
        server = await first(stores, port);
        console.log(`\n${server.address} has two hundred recipes, and everybody may write. Ctrl-C ends it.\n`);
        const watcher = watchSources(path.join(__dirname, ".."), async (changed) => {
            server = await again(server, changed, stores, port);
        });
        await interrupted;
        await watcher.close();
    } finally {
        await server?.stop();
        await stores.stop();
    }
    return 0;
}

/** The first Ctrl-C, or its like. Programs that run to an end are told by whoever runs them. */
function interrupt(): Promise<void> {
    return new Promise((resolve) => {
        for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
            process.on(signal, () => {
                resolve();
            });
        }
    });
}

async function portOf(text: string): Promise<number> {
    const port = Number(text);
    if (!/^\d+$/.test(text) || port < 1 || port > 65_535) {
        throw new UserError(`PORT must be a number from 1 to 65535; it is ${text}`);
    }
    try {
        return await freePort(port);
    } catch (error) {
        if (!hasCode(error, "EADDRINUSE")) throw error;
        throw new UserError(`somebody listens on port ${text} already: take another one, make app PORT=${port + 1}`);
    }
}

async function first(stores: Stores, port: number): Promise<Server> {
    const program = await progress.step("the app", () => buildApp(stores.folder));
    await migrate(program, stores);
    await progress.step("its recipes", () => seed(program, stores));
    return serve(program, stores, {}, port);
}

/** The app of the sources as they are now, in the place of the one that runs, if any. */
async function again(
    running: Server | undefined,
    changed: readonly string[],
    stores: Stores,
    port: number,
): Promise<Server | undefined> {
    const began = performance.now();
    try {
        if (changed.some(isForPages)) await writeAssets();
        const program = await buildApp(stores.folder);
        await migrate(program, stores);
        await running?.stop();
        running = undefined;
        running = await serve(program, stores, {}, port);
        console.log(`${changed.join(", ")}: started again after ${((performance.now() - began) / 1000).toFixed(1)} s`);
    } catch (error) {
        console.error(`${changed.join(", ")}: ${error instanceof Error ? error.message : String(error)}`);
    }
    return running;
}

endWith(main);
