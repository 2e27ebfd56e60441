/**
 * `make bench-app`: measures the figures of bench/app.md, the app alone on stores of its own. PART=lighthouse,start measures
 * these only, and writes nothing down. Ends with 0 unless one could not be measured.
 */
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";

import { buildApp, migrate, seed, serve, type Server } from "../../app/dev/program";
import { startStores, type Stores } from "../../app/dev/stores";
import { UserError } from "../../embedded/errors";
import { cacheRoot } from "../../embedded/paths";
import { createProgress } from "../../embedded/progress";
import { endBench, type Measured } from "../frame";
import { Interruption } from "../interruption";
import { machine } from "../machine";
import { measureAll } from "../measure";
import { markdown, plainTable } from "../table";
import { coverage } from "./coverage";
import { image } from "./image";
import { lighthouse } from "./lighthouse";
import type { AppBench, AppMeasurement } from "./measurement";
import { memory } from "./memory";
import { start } from "./start";
import { weight } from "./weight";

/** Times and memory come before what warms the machine up. */
const all: Readonly<Record<string, AppMeasurement>> = { start, memory, weight, lighthouse, image, coverage };

const progress = createProgress({ timesFile: path.join(cacheRoot(), "bench-times.json") });

async function main(): Promise<Measured> {
    const part = process.env.PART ?? "";
    const measurements = part === "" ? Object.values(all) : part.split(",").map(named);
    const measured = await measure(measurements);
    console.log(plainTable(measured.machine, measured.figures));
    if (part === "") {
        const text = markdown(measured.machine, measured.figures, "`make bench-app`, the app alone");
        fs.writeFileSync(path.join(__dirname, "../app.md"), text);
    }
    return measured;
}

function named(name: string): AppMeasurement {
    const found = all[name];
    if (!found) {
        throw new UserError(`PART: there is no ${name}; there are ${Object.keys(all).join(", ")}`);
    }
    return found;
}

async function measure(measurements: readonly AppMeasurement[]): Promise<Measured> {
    const description = machine();
    const interruption = new Interruption();
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), "alchemorsel-bench-"));
    let stores: Stores | undefined;
    let server: Server | undefined;
    try {
        stores = await progress.step("PostgreSQL and Redis", startStores);
        const prepared = await prepare(stores);
        server = prepared.server;
        const bench = { ...prepared, folder, pause: interruption.pause };
        const measured = await measureAll<AppBench>(measurements, bench, progress, interruption);
        return { machine: description, ...measured };
    } finally {
        await server?.stop();
        await stores?.stop();
        await interruption.childrenEnded();
        fs.rmSync(folder, { recursive: true, force: true });
    }
}

async function prepare(stores: Stores) {
    const program = await progress.step("the app", () => buildApp(stores.folder));
    await migrate(program, stores);
    await seed(program, stores);
    const server = await serve(program, stores, { LOG_LEVEL: "error" });
    return { program, stores, server };
}

endBench(main());
