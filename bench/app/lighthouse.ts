import * as fs from "node:fs";
import * as path from "node:path";

import { freePort } from "../../embedded/free-port";
import { run } from "../../embedded/process";
import { startChromium } from "../../test/browser/chromium";
import type { Figure } from "../figure";
import { median } from "../stats";
import { aRecipe, type AppBench, type AppMeasurement } from "./measurement";

const turns = 3;
const categories = ["performance", "accessibility", "best-practices", "seo"] as const;

/** The part of Lighthouse's report that is read here. */
interface Report {
    categories: Record<(typeof categories)[number], { score: number | null }>;
    audits: Record<string, { numericValue?: number; score: number | null; title: string }>;
    runtimeError?: { message: string };
}

/** Lighthouse on the pages as a phone gets them: its own throttling of network and processor, in Debian's Chromium. */
export const lighthouse: AppMeasurement = {
    title: "Lighthouse",
    run: async (bench) => {
        bench.report("npm ci");
        const program = await install(bench.folder);
        const pages: [name: string, address: string][] = [
            ["home", `${bench.server.address}/`],
            ["a search", `${bench.server.address}/recipes?q=soup`],
            ["a recipe", await aRecipe(bench.server)],
            ["the form", `${bench.server.address}/recipes/new`],
        ];
        const figures: Figure[] = [];
        for (const [name, address] of pages) {
            const reports: Report[] = [];
            for (let turn = 1; turn <= turns; turn++) {
                bench.report(`${name}, ${turn} of ${turns}`);
                reports.push(await examine(program, address, bench));
            }
            figures.push(row(name, reports));
        }
        return figures;
    },
};

/** Puts Lighthouse into the folder, from the registry, and returns its program. */
async function install(folder: string): Promise<string> {
    const target = path.join(folder, "lighthouse");
    fs.cpSync(path.join(__dirname, "lighthouse"), target, { recursive: true });
    await run("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund"], { cwd: target });
    return path.join(target, "node_modules/lighthouse/cli/index.js");
}

/** Each in a browser of its own: what one visit has left would make the next one quicker. */
async function examine(program: string, address: string, { folder }: AppBench): Promise<Report> {
    const port = await freePort();
    const { stop } = await startChromium([`--remote-debugging-port=${port}`]);
    try {
        const output = path.join(folder, "report.json");
        const args = [program, address, `--port=${port}`, "--output=json", `--output-path=${output}`, "--quiet"];
        await run("node", [...args, `--only-categories=${categories.join(",")}`, "--no-enable-error-reporting"]);
        const report = JSON.parse(fs.readFileSync(output, "utf8")) as Report;
        if (report.runtimeError) {
            throw new Error(`${address}: ${report.runtimeError.message}`);
        }
        return report;
    } finally {
        await stop();
    }
}

function row(name: string, reports: readonly Report[]): Figure {
    const scores = categories.map((category) => median(reports.map((each) => score(each, category))));
    const value = (audit: string) => median(reports.map(({ audits }) => audits[audit]?.numericValue ?? NaN));
    const metrics = [
        `LCP ${(value("largest-contentful-paint") / 1000).toFixed(2)} s`,
        `CLS ${value("cumulative-layout-shift").toFixed(3)}`,
        `TBT ${value("total-blocking-time").toFixed(0)} ms`,
    ];
    const said = categories.map((category, index) => `${category} ${scores[index]?.toFixed(0) ?? ""}`);
    const failed = new Set(reports.flatMap(failures));
    return {
        name: `Lighthouse on a phone: ${name}`,
        target: "each ≥ 98",
        measured: `${said.join(", ")}; ${metrics.join(", ")} (medians of ${turns})${failed.size === 0 ? "" : `; not passed: ${[...failed].join(", ")}`}`,
        met: scores.every((each) => each >= 98),
    };
}

function score({ categories: all }: Report, category: (typeof categories)[number]): number {
    const found = all[category].score;
    if (found === null) {
        throw new Error(`Lighthouse has no score for ${category}`);
    }
    return found * 100;
}

/** The audits that lower a score. */
function failures({ audits }: Report): string[] {
    return Object.entries(audits)
        .filter(([, audit]) => audit.score === 0)
        .map(([id]) => id);
}
