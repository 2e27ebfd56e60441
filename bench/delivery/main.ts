/** `make bench-delivery`: measures the figures of bench/delivery.md on a platform of its own. Ends with 0 unless one could not be measured. */
import * as fs from "node:fs";
import * as path from "node:path";

import { importImages, readSettings } from "../../embedded/cluster";
import { buildAppImage } from "../../embedded/images";
import { cacheRoot } from "../../embedded/paths";
import { createProgress } from "../../embedded/progress";
import { ensureTools } from "../../embedded/tools";
import { succeeded, TestPlatform } from "../../test/e2e/platform";
import { Interruption } from "../interruption";
import { machine } from "../machine";
import { measureAll } from "../measure";
import { podsUnderLoad } from "../switches";
import { markdown, plainTable } from "../table";
import { badReleases } from "./bad-releases";
import { goodReleases } from "./good-releases";
import { type DeliveryBench, type ReleaseImages, versions } from "./release-bench";

const progress = createProgress({ timesFile: path.join(cacheRoot(), "bench-times.json") });

async function prepare(platform: TestPlatform): Promise<ReleaseImages> {
    succeeded("up", await platform.cli("up"));
    await platform.config(["workloads.recipes.replicas.min", String(podsUnderLoad)]);
    await platform.mustUp();
    const images: Partial<Record<keyof ReleaseImages, string>> = {};
    for (const [version, environment] of Object.entries(versions)) {
        const image = await buildAppImage({ version, environment }, progress);
        const settings = readSettings(platform.state);
        if (settings === undefined) throw new Error("the cluster has no settings");
        await importImages(settings, [image], () => undefined);
        images[version as keyof ReleaseImages] = image.reference;
    }
    return images as ReleaseImages;
}

async function main(): Promise<void> {
    const description = machine();
    const interruption = new Interruption();
    const platform = await TestPlatform.create("bench-delivery");
    try {
        const k6 = (await ensureTools(["k6"], progress)).get("k6") ?? "";
        const images = await progress.step("A platform with the images of the releases", () => prepare(platform));
        const bench = { platform, k6, images, folder: platform.stateHome, pause: interruption.pause };
        const measured = await measureAll<DeliveryBench>([goodReleases, badReleases], bench, progress, interruption);
        console.log(plainTable(description, measured.figures));
        const file = path.join(__dirname, "../delivery.md");
        fs.writeFileSync(file, markdown(description, measured.figures, "`make bench-delivery`"));
        process.exitCode = measured.complete ? 0 : 1;
    } finally {
        await interruption.childrenEnded();
        await progress.step("Removing the platform", () => platform.destroy());
    }
}

main().catch((error: unknown) => {
    console.error(error instanceof Error ? `error: ${error.message}` : error);
    process.exitCode = 1;
});
