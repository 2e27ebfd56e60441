/**
 * `make bench-app`: measures the figures of bench/app.md, first the app alone on stores of its own, then on a platform of its
 * own. PART=lighthouse,start measures these only, and writes nothing down. Ends with 0 unless one could not be measured.
 */
import * as fs from "node:fs";
import * as path from "node:path";

import { UserError } from "../../embedded/errors";
import { cacheRoot } from "../../embedded/paths";
import { createProgress } from "../../embedded/progress";
import type { Bench, Measurement } from "../figure";
import { endBench, runBench } from "../frame";
import { machine } from "../machine";
import { markdown, plainTable } from "../table";
import { measureAlone } from "./alone";
import { coverage } from "./coverage";
import { image } from "./image";
import { lighthouse } from "./lighthouse";
import type { AppMeasurement } from "./measurement";
import { memory } from "./memory";
import { few, many } from "./on-cluster";
import { start } from "./start";
import { weight } from "./weight";

/** Times and memory come before what warms the machine up. */
const alone: Readonly<Record<string, AppMeasurement>> = { start, memory, weight, lighthouse, image, coverage };
const onCluster: Readonly<Record<string, Measurement>> = { few, many };
const names = [...Object.keys(alone), ...Object.keys(onCluster)];

async function main(): Promise<{ complete: boolean }> {
    const part = process.env.PART ?? "";
    const wanted = part === "" ? names : part.split(",");
    const unknown = wanted.filter((name) => !names.includes(name));
    if (unknown.length > 0) {
        throw new UserError(`PART: there is no ${unknown.join(", ")}; there are ${names.join(", ")}`);
    }
    const description = machine();
    const results = [];
    const measurements = named(alone, wanted);
    if (measurements.length > 0) {
        const progress = createProgress({ timesFile: path.join(cacheRoot(), "bench-times.json") });
        results.push(await measureAlone(measurements, progress));
    }
    const clusterMeasurements = named(onCluster, wanted);
    if (clusterMeasurements.length > 0) {
        results.push(await measureOnCluster(clusterMeasurements));
    }
    const figures = results.flatMap((each) => each.figures);
    console.log(plainTable(description, figures));
    if (part === "") {
        fs.writeFileSync(path.join(__dirname, "../app.md"), markdown(description, figures, "`make bench-app`"));
    }
    return { complete: results.every((each) => each.complete) };
}

function named<T>(all: Readonly<Record<string, T>>, wanted: readonly string[]): T[] {
    return Object.entries(all).flatMap(([name, each]) => (wanted.includes(name) ? [each] : []));
}

function measureOnCluster(measurements: readonly Measurement[]) {
    return runBench<Bench>({
        purpose: "bench",
        prepare: async (platform, progress) => {
            await progress.step("make up of a new cluster", () => platform.must("up"));
            return { more: {} };
        },
        measurements,
    });
}

endBench(main());
