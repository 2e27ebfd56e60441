/** `make bench`: measures the figures of bench/figures.md on a platform of its own. Ends with 0 unless one could not be measured. */
import * as fs from "node:fs";
import * as path from "node:path";

import { ensureTools } from "../embedded/tools";
import { cacheRoot } from "../embedded/paths";
import { createProgress } from "../embedded/progress";
import { TestPlatform, succeeded } from "../test/e2e/platform";
import type { Figure, Measurement } from "./figure";
import { Interruption } from "./interruption";
import { machine } from "./machine";
import { measureAll } from "./measure";
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

const command = "`make bench` on a platform of its own";

const progress = createProgress({ timesFile: path.join(cacheRoot(), "bench-times.json") });

async function measure(
    platform: TestPlatform,
    interruption: Interruption,
): Promise<{ figures: Figure[]; complete: boolean }> {
    const k6 = (await ensureTools(["k6"], progress)).get("k6") ?? "";
    const first = await progress.step("make up of a new cluster", () => platform.cli("up"));
    const seconds = succeeded("up", first).seconds;
    const made: Figure = {
        name: "`make up` of a new cluster, cache warm",
        target: "",
        measured: `${seconds.toFixed(1)} s`,
    };
    const bench = { platform, k6, folder: platform.stateHome, pause: interruption.pause };
    const { figures, complete } = await measureAll(measurements, bench, progress, interruption);
    return { figures: [made, ...figures], complete };
}

async function main(): Promise<void> {
    const description = machine();
    const interruption = new Interruption();
    const platform = await TestPlatform.create("bench");
    try {
        const { figures, complete } = await measure(platform, interruption);
        console.log(plainTable(description, figures));
        fs.writeFileSync(path.join(__dirname, "figures.md"), markdown(description, figures, command));
        process.exitCode = complete ? 0 : 1;
    } finally {
        await interruption.childrenEnded();
        await progress.step("Removing the platform", () => platform.destroy());
    }
}

main().catch((error: unknown) => {
    console.error(error instanceof Error ? `error: ${error.message}` : error);
    process.exitCode = 1;
});
