/**
 * `make bench-fresh`: how long a newcomer's first `make up` takes, from a fresh clone with an empty home: no cache of ours,
 * of Go or of npm. Takes half an hour and writes bench/fresh.md. Removes all that it made.
 */
import { execFileSync } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";

import { cacheRoot } from "../embedded/paths";
import { createProgress, duration } from "../embedded/progress";
import { lastLines } from "../embedded/process";
import { outcome, project, succeeded, TestPlatform } from "../test/e2e/platform";
import type { Figure } from "./figure";
import { Interruption } from "./interruption";
import { machine } from "./machine";
import { covered } from "./stats";
import { markdown, plainTable } from "./table";

/** What this repository's own sources are built into; every other entry of the cache is other people's. */
const own = [
    "tools/eks",
    "tools/engine",
    "tools/language-host",
    "tools/pulumi-resource-eks",
    "images/app",
    "images/pause",
];

/** Everything that a person's machine may have from before. */
function emptyHome(home: string): void {
    for (const variable of [
        "XDG_CACHE_HOME",
        "XDG_STATE_HOME",
        "GOPATH",
        "GOCACHE",
        "GOMODCACHE",
        "npm_config_cache",
    ]) {
        Reflect.deleteProperty(process.env, variable);
    }
    process.env.HOME = home;
}

interface Manifest {
    /** How long the entry took to make, and when it was made. */
    seconds: number;
    made: string;
}

/** Seconds in which other people's programs and packages were made, as the cache's entries say of themselves. */
function othersSeconds(): number {
    const manifests = fs
        .readdirSync(cacheRoot(), { recursive: true, encoding: "utf8" })
        .filter((file) => path.basename(file) === "manifest.json")
        .filter((file) => !own.some((folder) => file.startsWith(`${folder}/`)))
        .map((file) => JSON.parse(fs.readFileSync(path.join(cacheRoot(), file), "utf8")) as Manifest);
    return covered(
        manifests.map(({ seconds, made }) => {
            const end = Date.parse(made) / 1000;
            return { start: end - seconds, end };
        }),
    );
}

async function measure(scratch: string): Promise<Figure[]> {
    const progress = createProgress();
    const checkout = path.join(scratch, "alchemorsel");
    execFileSync("git", ["clone", "--quiet", project, checkout]);
    const platform = await TestPlatform.create("fresh", { parent: scratch, checkout });
    try {
        const { seconds } = await progress.step("make up on a fresh machine", async (report) => {
            const result = await outcome("make", ["up"], platform.env, checkout, (text) => {
                report(lastLines(text, 1).trim());
            });
            return succeeded("make up", result);
        });
        const ours = seconds - othersSeconds();
        return [
            {
                name: "`make up` on a fresh machine",
                target: "≤ 30 min",
                measured: duration(seconds),
                met: seconds <= 30 * 60,
            },
            {
                name: "of which our own code: npm's packages, own builds, the cluster's start, `pulumi up`",
                target: "≤ 2 min",
                measured: duration(ours),
                met: ours <= 2 * 60,
            },
        ];
    } finally {
        await progress.step("Removing the platform", () => platform.destroy());
    }
}

async function main(): Promise<void> {
    const description = machine();
    const interruption = new Interruption();
    const scratch = fs.mkdtempSync(path.join(os.tmpdir(), "alchemorsel-fresh-"));
    emptyHome(path.join(scratch, "home"));
    fs.mkdirSync(path.join(scratch, "home"));
    try {
        const figures = await measure(scratch);
        console.log(plainTable(description, figures));
        const command = "`make bench-fresh` in a home of its own";
        fs.writeFileSync(path.join(__dirname, "fresh.md"), markdown(description, figures, command));
    } finally {
        await interruption.childrenEnded();
        // Go write-protects the modules that it keeps.
        execFileSync("chmod", ["-R", "u+w", scratch]);
        fs.rmSync(scratch, { recursive: true, force: true });
    }
}

main().catch((error: unknown) => {
    console.error(error instanceof Error ? `error: ${error.message}` : error);
    process.exitCode = 1;
});
