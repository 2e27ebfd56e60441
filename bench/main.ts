/** `make bench`: measures the figures of bench/figures.md on a platform of its own. Ends with 0 unless one could not be measured. */
import * as fs from "node:fs";
import * as path from "node:path";

import type { Progress } from "../embedded/progress";
import { TestPlatform, succeeded } from "../test/e2e/platform";
import type { Bench, Figure, Measurement } from "./figure";
import { endBench, type Measured, runBench } from "./frame";
import { memory } from "./memory";
import { preview } from "./preview";
import { sideBySide } from "./side-by-side";
import { restart, start } from "./start";
import { switchAtRest } from "./switch";
import { switches } from "./switches";
import { markdown, plainTable } from "./table";
import { workloads } from "./workloads";

/** Memory comes before the load, and the stack grows last. */
const measurements: Measurement[] = [start, preview, switchAtRest, memory, restart, switches, sideBySide, workloads];

async function prepare(platform: TestPlatform, progress: Progress): Promise<{ more: object; figures: Figure[] }> {
    const first = await progress.step("make up of a new cluster", () => platform.cli("up"));
    const measured = `${succeeded("up", first).seconds.toFixed(1)} s`;
    return { more: {}, figures: [{ name: "`make up` of a new cluster, cache warm", target: "", measured }] };
}

async function main(): Promise<Measured> {
    const measured = await runBench<Bench>({ purpose: "bench", prepare, measurements });
    console.log(plainTable(measured.machine, measured.figures));
    const text = markdown(measured.machine, measured.figures, "`make bench` on a platform of its own");
    fs.writeFileSync(path.join(__dirname, "figures.md"), text);
    return measured;
}

endBench(main());
