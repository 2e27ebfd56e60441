import type { Look, Release } from "../release/release";
import { type Band, bands, timeSpan, weightChanges } from "./bands";
import { across, type Axis, lineChart, weightChart } from "./chart";
import { workloadsOf } from "./figures";
import { clip } from "./fit";
import { type Html, markup } from "./html";
import { errorLines, latencyLines, type Percentile } from "./series";
import { gateList, imageTable, journalList, lookTable, stepTable } from "./timeline-tables";
import { style } from "./timeline-style";
import { verdictOf } from "./verdict";
import { milliseconds, moment, percent, phaseInWords, span } from "./words";

/** Most workloads with charts of their own; of the others the tables tell. */
const mostWorkloads = 12;

/** Most points of all lines together: some 90 kB. */
const mostPoints = 7_500;
const linesOfWorkload = 8;
/** More can't be told apart on a screen. */
const mostParts = 300;

const policy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/**
 * The timeline of a release as one HTML file. It opens without a network, a server and scripts, and stays below 300 kB however
 * long the release was: where there is more than can be seen, the smallest and the largest numbers are kept.
 */
export function timeline(release: Release, now = new Date()): string {
    const { stack, color } = release;
    const axis = axisOf(release, now);
    const { tone, title, reason } = verdictOf(release);
    const changes = weightChanges(release, axis.from);
    return markup`<!doctype html>
        <html lang="en">
            <head>
                <meta charset="utf-8" />
                <meta http-equiv="Content-Security-Policy" content="${policy}" />
                <meta name="viewport" content="width=device-width, initial-scale=1" />
                <meta name="color-scheme" content="light dark" />
                <title>${title}: ${clip(stack)} to ${color}</title>
                <style>
                    ${{ html: style }}
                </style>
            </head>
            <body>
                <main>
                    <header>
                        <p>Release of <b>${clip(stack)}</b> to <b>${color}</b></p>
                    </header>
                    <div class="verdict ${tone}">
                        <h1>${title}</h1>
                        <p>${reason}</p>
                    </div>
                    ${facts(release, axis)}
                    <h2>Traffic</h2>
                    ${strip(axis)}
                    ${weightChart({ id: "weights", title: "Share of the traffic", height: 140, color, changes }, axis)}
                    ${charts(release, axis)} ${stepTable(axis.bands, color)} ${gateList(release)} ${imageTable(release)}
                    <h2>All numbers</h2>
                    ${lookTable(release, axis.from)} ${journalList(release)}
                </main>
            </body>
        </html> `.html;
}

function axisOf(release: Release, now: Date): Axis {
    const workloads = Math.min(mostWorkloads, workloadsOf(looksOf(release)).length);
    const parts = Math.min(mostParts, Math.floor(mostPoints / (linesOfWorkload * 2 * Math.max(1, workloads))));
    return { ...timeSpan(release, now), bands: bands(release, now), parts };
}

function facts({ id, journal }: Release, { from, to, bands: all }: Axis): Html {
    const steps = all.filter(({ phase }) => phase === "canary").length;
    const list = [
        ["Began", moment(new Date(from).toISOString())],
        ["Took", span((to - from) / 1000)],
        ["Begun by", journal[0]?.by ?? "–"],
        ["Canary steps", steps],
        ["Release", id],
    ] as const;
    const rows = list.map(
        ([name, value]) =>
            markup`<div>
                <dt>${name}</dt>
                <dd>${typeof value === "string" ? clip(value) : value}</dd>
            </div>`,
    );
    return markup`<dl class="facts">${rows}</dl>`;
}

/** The phases over the charts, in their time. One too narrow for its name goes without; the table of the steps names all. */
function strip(axis: Axis): Html {
    return markup`<div class="strip" aria-hidden="true">${axis.bands.map((band) => phaseBox(band, axis))}</div>`;
}

function phaseBox({ phase, share, from, to }: Band, axis: Axis): Html {
    const [left, right] = [across(from, axis) / 10, across(to, axis) / 10];
    const words = phase === "canary" && share !== undefined ? `${share} %` : phaseInWords(phase);
    const size = [2, 4, 8].find((letters) => words.length <= letters) ?? 13;
    const tone = phase === "rollingBack" ? "bad" : phase === "done" ? "good" : "";
    return markup`<span class="${tone}" style="left:${left}%;width:${right - left}%"
        ><i class="w${size}">${words}</i></span
    >`;
}

function charts(release: Release, axis: Axis): Html[] {
    const looks = looksOf(release);
    const workloads = workloadsOf(looks);
    const more = workloads.length - mostWorkloads;
    return [
        ...workloads
            .slice(0, mostWorkloads)
            .map((workload, index) => workloadCharts(workload, index, looks, release, axis)),
        ...(more > 0 ? [markup`<p class="note">${more} more workloads are in the tables below.</p>`] : []),
    ];
}

const percentiles: readonly { of: Percentile; title: string }[] = [
    { of: "p50", title: "Latency, median (p50)" },
    { of: "p95", title: "Latency, 95th percentile (p95)" },
    { of: "p99", title: "Latency, 99th percentile (p99)" },
];

function workloadCharts(workload: string, index: number, all: readonly Look[], release: Release, axis: Axis): Html {
    const looks = all.filter((look) => look.workload === workload);
    const id = `workload-${index}`;
    const errors = errorLines(looks, release.color);
    const breaches = new Set(
        looks.filter((look) => look.measure === "errors" && look.verdict === "breach").map(({ at }) => Date.parse(at)),
    );
    const marks = errors[release.color].filter(({ at }) => breaches.has(at)).slice(-mostMarks);
    const drawn = [
        lineChart(
            {
                id: `${id}-errors`,
                title: "Failed requests",
                lines: errors,
                height: 110,
                atLeast: 0.01,
                written: percent,
                marks,
            },
            axis,
        ),
        ...percentiles.map(({ of, title }) => {
            const lines = latencyLines(looks, of);
            return lineChart({ id: `${id}-${of}`, title, lines, height: 84, atLeast: 10, written: milliseconds }, axis);
        }),
    ];
    if (drawn.every((chart) => chart.html === "")) return markup``;
    return markup`<h2>${clip(workload)}</h2>
        ${drawn}`;
}

const mostMarks = 50;

function looksOf({ journal }: Release): Look[] {
    return journal.flatMap(({ looks = [] }) => looks);
}
