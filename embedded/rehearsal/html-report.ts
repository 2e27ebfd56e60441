import { escape } from "../markup";
import { duration } from "../progress";
import type { Change } from "./events";
import { lineOf, type StepResult } from "./rehearse";
import { type Report, whoAnswered } from "./reports";

const policy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

const style = `
:root { color-scheme: light dark; font: 15px/1.5 system-ui, sans-serif; }
body { margin: 2rem auto; max-width: 72rem; padding: 0 1rem; }
h2 { margin: 2rem 0 0.25rem; font-size: 1.15rem; }
.no { color: light-dark(#a40000, #ff8a80); }
ul { margin: 0.25rem 0; }
summary { cursor: pointer; }
svg { width: 100%; height: auto; display: block; margin-top: 0.5rem; font-size: 11px; }
svg text { fill: currentColor; }
.create { fill: light-dark(#2f7d4f, #6fcf97); }
.update { fill: light-dark(#2a6fbb, #7ab8ff); }
.delete { fill: light-dark(#9a5b00, #f2b04c); }
.replace, .failed { fill: light-dark(#a40000, #ff8a80); }
`;

/** The report as one HTML file without scripts: each step with a timeline of the resources that it changed. */
export function htmlReport(report: Report): string {
    const { stack, started, results, calls } = report;
    const { moto, extension, nobody } = whoAnswered(calls);
    const failed = results.filter(({ problems }) => problems.length > 0).length;
    return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8" />
<meta http-equiv="Content-Security-Policy" content="${policy}" />
<meta name="viewport" content="width=device-width, initial-scale=1" />
<title>The life of ${escape(stack)}, rehearsed</title>
<style>${style}</style>
</head>
<body>
<main>
<h1>The life of ${escape(stack)}, rehearsed</h1>
<p>${started.toISOString().slice(0, 10)}. ${failed === 0 ? "Every step went as it has to." : `<b class="no">${failed} steps did not go as they have to.</b>`}
Calls of AWS: ${moto} answered by moto, ${extension} by this repository's extension of it, ${nobody} by nobody.</p>
${results.map(section).join("\n")}
</main>
</body>
</html>
`;
}

function section(result: StepResult): string {
    const { title, ran, problems } = result;
    const { changes } = ran;
    const [what = ""] = lineOf(result).split("\n");
    const wrong =
        problems.length === 0
            ? ""
            : `<ul class="no">${problems.map((each) => `<li>${escape(each)}</li>`).join("")}</ul>`;
    const shown =
        changes.length === 0
            ? ""
            : `<details><summary>Timeline of ${changes.length} resources</summary>${timeline(changes)}</details>`;
    return `<section>\n<h2>${escape(title)}</h2>\n<p>${duration(ran.seconds)}: ${escape(what)}</p>\n${wrong}${shown}\n</section>`;
}

const [labels, bars, height] = [330, 560, 14];

/** A bar for each resource, from when its change began to when it was done; the engine tells whole seconds. */
function timeline(changes: readonly Change[]): string {
    const from = Math.min(...changes.map(({ started }) => started));
    const span = Math.max(1, Math.max(...changes.map(({ ended }) => ended)) - from);
    const x = (time: number) => labels + ((time - from) / span) * bars;
    const rows = changes.map((change, index) => {
        const { name, type, op, started, ended, failed } = change;
        const [top, width] = [index * height, Math.max(2, x(ended) - x(started))];
        const title = `${type} ${name}: ${failed ? "failed " : ""}${op}, ${ended - started} s`;
        return `<g><title>${escape(title)}</title><text x="${labels - 8}" y="${top + 10}" text-anchor="end">${escape(clip(name))}</text><rect class="${classOf(change)}" x="${x(started).toFixed(1)}" y="${top + 1}" width="${width.toFixed(1)}" height="${height - 3}" /></g>`;
    });
    const size = [labels + bars + 20, changes.length * height + 20] as const;
    const axis = `<text x="${labels}" y="${size[1] - 6}">0 s</text><text x="${labels + bars}" y="${size[1] - 6}" text-anchor="end">${span} s</text>`;
    return `<svg viewBox="0 0 ${size[0]} ${size[1]}" role="img" aria-label="Timeline of the resources">${rows.join("")}${axis}</svg>`;
}

function classOf({ op, failed }: Change): string {
    if (failed) return "failed";
    return ["create", "update", "delete"].includes(op) ? op : "replace";
}

function clip(name: string): string {
    return name.length <= 52 ? name : `${name.slice(0, 51)}…`;
}
