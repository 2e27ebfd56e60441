import * as fs from "node:fs";
import * as path from "node:path";

import { cacheRoot } from "../embedded/paths";
import type { Measurement } from "./figure";

/** What this repository's own sources are built into; everything else is other people's. */
const own = ["tools/language-host", "images/app", "images/pause"];

/**
 * A fresh machine is nothing that a short run can have. The cache says of each of its entries how long it took to
 * make; where Go's own cache was warm then, that was less than it takes on a fresh machine, so this decides nothing.
 */
export const freshMachine: Measurement = {
    title: "Recorded build times",
    run: () => {
        const folders = ["tools", "images"].flatMap((kind) => list(kind).map((name) => path.join(kind, name)));
        const times = [...folders, "debs"].map((folder) => ({ folder, seconds: recorded(folder) }));
        const total = sum(times.map(({ seconds }) => seconds));
        const ours = sum(times.filter(({ folder }) => own.includes(folder)).map(({ seconds }) => seconds));
        const measured =
            total === 0
                ? "not measured: the cache has no record"
                : `not measured; sum of the cache's recorded build times: ${(total / 60).toFixed(1)} min, ` +
                  `of which our own code ${ours.toFixed(1)} s (less than on a fresh machine where Go's cache was warm)`;
        return Promise.resolve([
            { name: "`make up` on a fresh machine", target: "≤ 30 min, of which our own code ≤ 2 min", measured },
        ]);
    },
};

/** Of the newest entry; of Debian's packages, where each entry is another set, of all. */
function recorded(folder: string): number {
    const manifests = list(folder)
        .map((key) => path.join(cacheRoot(), folder, key, "manifest.json"))
        .filter((file) => fs.existsSync(file))
        .map((file) => JSON.parse(fs.readFileSync(file, "utf8")) as { seconds: number; made: string })
        .sort((a, b) => b.made.localeCompare(a.made));
    return sum((folder === "debs" ? manifests : manifests.slice(0, 1)).map(({ seconds }) => seconds));
}

function list(folder: string): string[] {
    const full = path.join(cacheRoot(), folder);
    return fs.existsSync(full) ? fs.readdirSync(full).filter((name) => !name.startsWith(".")) : [];
}

function sum(values: readonly number[]): number {
    return values.reduce((total, value) => total + value, 0);
}
