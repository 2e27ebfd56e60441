import { execFileSync } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";

import { projectFolder } from "../../embedded/platform";
import { packFolder } from "../../embedded/policy/pack-folder";
import type { Figure } from "../figure";
import { median, spread } from "../stats";
import { manyResources } from "./many-resources";
import type { PolicyBench, PolicyMeasurement } from "./measurement";
import { PackProcess } from "./pack-process";

const turns = 5;

/** How long the pack takes to start, and what a stack costs it. */
export const cost: PolicyMeasurement = {
    title: "What the pack costs",
    run: async (bench) => {
        const pack = compiledPack(bench.folder);
        return [await starts(bench, pack), ...(await perResource(bench, pack))];
    },
};

/** The pack as it is published: compiled, without its TypeScript. */
function compiledPack(folder: string): string {
    const pack = path.join(folder, "pack");
    fs.mkdirSync(pack);
    const compiler = path.join(projectFolder, "node_modules/typescript/bin/tsc");
    const args = [compiler, "--project", packFolder, "--outDir", path.join(pack, "dist")];
    execFileSync(process.execPath, args, { stdio: "inherit" });
    for (const file of ["package.json", "pack.js", "PulumiPolicy.yaml"]) {
        fs.copyFileSync(path.join(packFolder, file), path.join(pack, file));
    }
    fs.symlinkSync(path.join(projectFolder, "node_modules"), path.join(pack, "node_modules"));
    return pack;
}

/** A pack without a rule: what the SDK itself costs. */
function emptyPack(folder: string): string {
    const pack = path.join(folder, "empty");
    fs.mkdirSync(pack);
    fs.writeFileSync(
        path.join(pack, "package.json"),
        JSON.stringify({ name: "empty", version: "1.0.0", main: "index.js" }),
    );
    const program = 'const { PolicyPack } = require("@pulumi/policy");\nnew PolicyPack("empty", { policies: [] });\n';
    fs.writeFileSync(path.join(pack, "index.js"), program);
    fs.symlinkSync(path.join(projectFolder, "node_modules"), path.join(pack, "node_modules"));
    return pack;
}

async function starts({ report, check }: PolicyBench, pack: string): Promise<Figure> {
    const seconds: number[] = [];
    for (let turn = 1; turn <= turns; turn++) {
        check();
        report(`start ${turn} of ${turns}`);
        const running = await PackProcess.start(pack);
        seconds.push(running.startSeconds);
        await running.stop();
    }
    return {
        name: "start of the pack (compiled JavaScript) until it listens",
        target: "≤ 3 s",
        measured: spread(seconds),
        met: median(seconds) <= 3,
    };
}

async function perResource({ folder, report, check }: PolicyBench, pack: string): Promise<Figure[]> {
    const empty = emptyPack(folder);
    const above = new Map<number, number>();
    for (const count of [1000, 10_000]) {
        check();
        report(`${count} resources`);
        above.set(count, (await cpuOf(pack, count)) - (await cpuOf(empty, count)));
    }
    const [thousand = 0, tenThousand = 0] = [...above.values()];
    return [
        {
            name: "processor time for 1,000 resources, each by itself and the stack as a whole, above an empty pack's",
            target: "≤ 2 s",
            measured: `${thousand.toFixed(2)} s`,
            met: thousand <= 2,
        },
        {
            name: "the same for 10,000 resources against ten times that of 1,000",
            target: "linear: ≤ 1.2 ×",
            measured: `${tenThousand.toFixed(1)} s: ${(tenThousand / thousand / 10).toFixed(2)} ×`,
            met: tenThousand <= thousand * 12,
        },
    ];
}

/** Processor seconds of a pack for so many resources, each by itself and the stack as a whole. */
async function cpuOf(pack: string, count: number): Promise<number> {
    const resources = manyResources(count);
    const running = await PackProcess.start(pack);
    try {
        const before = running.cpuSeconds();
        for (const resource of resources) await running.analyze(resource);
        await running.analyzeStack(resources);
        return running.cpuSeconds() - before;
    } finally {
        await running.stop();
    }
}
