import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";

import { buildApp, migrate, seed, serve, type Server } from "../../app/dev/program";
import { startStores, type Stores } from "../../app/dev/stores";
import type { Progress } from "../../embedded/progress";
import type { Figure } from "../figure";
import { Interruption } from "../interruption";
import { measureAll } from "../measure";
import type { AppBench, AppMeasurement } from "./measurement";

/** Measures the app alone on stores of its own, and removes them, also after a failure or an interrupt. */
export async function measureAlone(
    measurements: readonly AppMeasurement[],
    progress: Progress,
): Promise<{ figures: Figure[]; complete: boolean }> {
    const interruption = new Interruption();
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), "alchemorsel-bench-"));
    let stores: Stores | undefined;
    let server: Server | undefined;
    try {
        stores = await progress.step("PostgreSQL and Redis", startStores);
        const prepared = await prepare(stores, progress);
        server = prepared.server;
        const bench = { ...prepared, folder, pause: interruption.pause };
        return await measureAll<AppBench>(measurements, bench, progress, interruption);
    } finally {
        await server?.stop();
        await stores?.stop();
        await interruption.childrenEnded();
        fs.rmSync(folder, { recursive: true, force: true });
    }
}

async function prepare(stores: Stores, progress: Progress) {
    const program = await progress.step("the app", () => buildApp(stores.folder));
    await migrate(program, stores);
    await seed(program, stores);
    const server = await serve(program, stores, { LOG_LEVEL: "error" });
    return { program, stores, server };
}
