import { type ColorName, otherColor } from "../../components/colors";
import { code } from "../../policy-pack/report/markdown-code";
import type { Entry, GateResult, Release } from "../release/release";
import { type Band, bands, timeSpan } from "./bands";
import { type Figures, figuresOf, pairInWords } from "./figures";
import { lastGates, verdictOf } from "./verdict";
import { capitalized, clock, milliseconds, moment, percent, phaseInWords, plannedShare, span } from "./words";

/** Most characters: below what GitHub takes for a comment, so that more can stand beside it. */
export const summaryLimit = 60_000;

/** The room of the parts, in characters; the journal has what they leave. */
const room = { images: 8_000, steps: 15_000, gates: 15_000 };

/**
 * A release in Markdown, for a pull request or a page of releases. Whatever comes from the journal stands in code: there
 * Markdown and GitHub see neither markup nor mentions nor links.
 */
export function summary(release: Release, now = new Date()): string {
    const { stack, color } = release;
    const { title, reason } = verdictOf(release);
    const { from, to } = timeSpan(release, now);
    const all = bands(release, now);
    const parts = [
        `## Release of ${code(stack)} to ${color}`,
        `**${title}:** ${code(reason)}`,
        `Began ${moment(new Date(from).toISOString())}, took ${span((to - from) / 1000)}.`,
        table(["Workload", `New, ${color}`, `Old, ${otherColor(color)}`], imageRows(release), room.images),
        table(columns, stepRows(all, color), room.steps),
        gates(lastGates(release)),
    ].filter((part) => part !== "");
    const head = parts.join("\n\n");
    return `${head}\n\n${journal(release, summaryLimit - head.length)}\n`;
}

function imageRows({ images }: Release): string[][] {
    return Object.entries(images).map(([workload, { new: fresh, old }]) => [
        cell(workload),
        cell(fresh),
        old === undefined ? "none" : cell(old),
    ]);
}

const columns = ["Phase", "Began (UTC)", "Lasted", "Share", "Workload", "Failed", "p95", "Requests"];

function stepRows(all: readonly Band[], color: ColorName): string[][] {
    return all.flatMap((band) => {
        const figures = figuresOf(band.looks, color);
        return figures.length === 0 ? [stepRow(band)] : figures.map((each) => stepRow(band, each));
    });
}

function stepRow({ phase, share, from, to }: Band, figures?: Figures): string[] {
    return [
        capitalized(phaseInWords(phase, share)),
        clock(new Date(from).toISOString()),
        to > from ? span((to - from) / 1000) : "",
        share === undefined ? "" : `${share} %`,
        figures === undefined ? "" : cell(figures.workload),
        pairInWords(figures?.errors, percent),
        pairInWords(figures?.p95, milliseconds),
        figures?.requests === undefined ? "" : String(figures.requests),
    ];
}

/** A text from elsewhere in a table. A bar would end the cell, whatever stands before it: it becomes a broken one. */
function cell(text: string): string {
    return code(text).replaceAll("|", "¦");
}

function table(titles: readonly string[], rows: readonly string[][], most: number): string {
    if (rows.length === 0) return "";
    const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
    const lines = rows.map(line);
    return [
        line(titles),
        line(titles.map(() => "---")),
        ...fitting(lines, most, (left) => line([`${left} more`])),
    ].join("\n");
}

const icons = { fail: "❌", waived: "⚠️", pass: "✅" };

function gates(results: readonly GateResult[]): string {
    if (results.length === 0) return "";
    const items = results.map(({ gate, workload, result, detail, by }) => {
        const where = workload === undefined ? "" : ` of ${code(workload)}`;
        const who = by === undefined ? "" : `, waived by ${code(by)}`;
        return `- ${icons[result]} ${result}: ${code(gate)}${where}: ${code(detail)}${who}`;
    });
    return ["### Gates", "", ...fitting(items, room.gates, (left) => `- and ${left} more`)].join("\n");
}

/** The last entries are those that are kept: the first ones were the same in every release. */
function journal(release: Release, most: number): string {
    const { journal: entries } = release;
    const items = entries.map((entry) => journalItem(entry, release)).reverse();
    const [open, close] = [`<details><summary>Journal (${entries.length})</summary>\n\n`, "\n\n</details>"];
    const shown = fitting(items, most - open.length - close.length, (left) => `- ${left} earlier entries`);
    return `${open}${shown.reverse().join("\n")}${close}`;
}

function journalItem({ at, phase, step, by, why }: Entry, release: Release): string {
    const said = why === undefined ? "" : `: ${code(why)}`;
    return `- ${code(moment(at))} ${phaseInWords(phase, plannedShare(release, step))} by ${code(by)}${said}`;
}

/** As many lines as there is room for, and a word about the others. */
function fitting(lines: readonly string[], most: number, notice: (left: number) => string): string[] {
    const reserve = notice(lines.length).length + 2;
    let length = 0;
    const end = lines.findIndex((line) => (length += line.length + 1) > most - reserve);
    return end < 0 ? [...lines] : [...lines.slice(0, end), notice(lines.length - end)];
}
