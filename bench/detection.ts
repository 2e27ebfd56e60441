/**
 * How long the analysis of a release takes to find a difference: computed with `judge` itself on traffic that fails by chance, and written into
 * `delivery/analysis/README.md`. The same on every machine: the chance has a seed, and a look is half a second of the traffic.
 */
import * as fs from "node:fs";

import { judge } from "../delivery/analysis/judge";
import { noRequests, type Requests, type Sample } from "../delivery/analysis/sample";
import { remember } from "../delivery/analysis/windows";
import { hits, random } from "../test/delivery/analysis/random";
import { sample, watch } from "../test/delivery/analysis/samples";
import { percentile } from "./stats";

const file = "delivery/analysis/README.md";
const mark = "<!-- bench/detection.ts -->";

const failingBefore = 0.001;
const differences = [0.02, 0.05, 0.1, 0.5];
const rates = [5, 25, 100, 250];
const runs = 100;
const longest = 600;

/** Requests to the old color for each to the new one; 0: the new one has all of them, and the old one a minute of before. */
const situations = [
    { name: "canary of 10 %", oldRate: 9 },
    { name: "canary of 50 %", oldRate: 1 },
    { name: "all of the traffic", oldRate: 0 },
];

function more(before: Requests, rate: number, failing: number, next: () => number): Requests {
    return { all: before.all + rate, failed: before.failed + hits(rate, failing, next), buckets: [] };
}

const looksASecond = 2;

/** The second in which a look finds the difference. */
function secondsToFind(oldRate: number, rate: number, difference: number, next: () => number): number {
    let history: Sample[] = [];
    let [blue, green] = [noRequests, noRequests];
    const baseline = oldRate === 0 ? ([more(noRequests, rate * 60, failingBefore, next)] as const) : undefined;
    for (let look = 1; look <= longest * looksASecond; look++) {
        const seconds = look / looksASecond;
        const requests = Math.floor(rate * seconds) - green.all;
        blue = more(blue, requests * oldRate, failingBefore, next);
        green = more(green, requests, failingBefore + difference, next);
        history = remember(history, sample(seconds, { requests: { blue, green } }));
        if (judge(watch(history, { look, baseline })).some(({ verdict }) => verdict === "breach")) {
            return seconds;
        }
    }
    return Infinity;
}

function cell(oldRate: number, rate: number, difference: number): string {
    const next = random(1);
    const found = Array.from({ length: runs }, () => secondsToFind(oldRate, rate, difference, next));
    return [0.5, 0.99]
        .map((part) => percentile(found, part))
        .map((seconds) => (Number.isFinite(seconds) ? String(seconds) : `> ${longest}`))
        .join(" / ");
}

const lines = [
    `| errors above 0.1 % | the new color has | ${rates.map((rate) => `${rate}/s`).join(" | ")} |`,
    `| --- | --- | ${rates.map(() => "---").join(" | ")} |`,
    ...differences.flatMap((difference) =>
        situations.map(({ name, oldRate }) => {
            const cells = rates.map((rate) => cell(oldRate, rate, difference));
            return `| + ${difference * 100} points | ${name} | ${cells.join(" | ")} |`;
        }),
    ),
];
const [before, , after] = fs.readFileSync(file, "utf8").split(mark);
fs.writeFileSync(file, [before, `\n\n${lines.join("\n")}\n\n`, after].join(mark));
console.log(lines.join("\n"));
