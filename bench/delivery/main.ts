/**
 * `make bench-delivery`: measures the figures of bench/delivery.md on a platform of its own, beside others. Ends with 0 unless one could
 * not be measured. PART=<names or groups> makes some parts, COUNT=<turns> and RATE=<requests a second> make a try-out, of which nothing is written down.
 */
import * as fs from "node:fs";
import * as path from "node:path";

import { importImages, readSettings } from "../../embedded/cluster";
import { buildAppImage } from "../../embedded/images";
import type { Progress } from "../../embedded/progress";
import { succeeded, type TestPlatform } from "../../test/e2e/platform";
import { endBench, runBench } from "../frame";
import { stackConfig } from "../stack-config";
import { podsUnderLoad } from "../switches";
import { plainTable } from "../table";
import { helpText, readNumber, selectParts } from "./parts";
import { withSection } from "./record";
import { type DeliveryBench, type Version, versions } from "./release-bench";
import { parts } from "./table-of-parts";

const file = path.join(__dirname, "../delivery.md");

async function prepare(platform: TestPlatform, progress: Progress) {
    return progress.step("A platform with the images of the releases", async (report) => {
        succeeded("up", await platform.cli("up"));
        report("pods for the load");
        await platform.config(["workloads.recipes.replicas.min", String(podsUnderLoad)]);
        await platform.mustUp();
        const images: Partial<Record<Version, string>> = {};
        for (const [version, environment] of Object.entries(versions)) {
            const image = await buildAppImage({ version, environment }, progress);
            const settings = readSettings(platform.state);
            if (settings === undefined) throw new Error("the cluster has no settings");
            await importImages(settings, [image], () => undefined);
            images[version as Version] = image.reference;
        }
        const live = stackConfig(platform).image;
        return { more: { images: images as Record<Version, string>, live, progress } };
    });
}

async function main(): Promise<{ complete: boolean }> {
    if (process.env.PART === "help") {
        console.log(helpText(parts));
        return { complete: true };
    }
    const measurements = selectParts(parts, process.env.PART);
    const count = readNumber("COUNT", process.env.COUNT);
    const rate = readNumber("RATE", process.env.RATE);
    return runBench<DeliveryBench>({
        purpose: "bench-delivery",
        prepare: async (platform, progress) => {
            const { more } = await prepare(platform, progress);
            return { more: { ...more, count, rate: rate ?? 500 } };
        },
        measurements,
        tell: (title, figures, machine) => {
            console.log(`\n${title}\n\n${plainTable(machine, figures)}\n`);
            if (count !== undefined || rate !== undefined) return;
            const before = fs.existsSync(file) ? fs.readFileSync(file, "utf8") : "";
            fs.writeFileSync(file, withSection(before, title, machine, figures));
        },
    });
}

endBench(main());
