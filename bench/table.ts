import { table } from "../embedded/markdown-table";
import type { Figure } from "./figure";

const head = ["figure", "to reach", "measured", "met?"];

function rows(figures: readonly Figure[]): string[][] {
    return figures.map(({ name, target, measured, met }) => [
        name,
        target,
        measured,
        met === undefined ? "–" : met ? "yes" : "no",
    ]);
}

/** For a terminal: cells that are too long for it go on below. */
export function plainTable(machine: readonly [string, string][], figures: readonly Figure[]): string {
    const table = [head, ...rows(figures)].map((row) => row.map((cell) => wrap(cell, 56)));
    const widths = head.map((_, column) =>
        Math.max(...table.flatMap((row) => row[column] ?? []).map((cell) => cell.length)),
    );
    const [titles = "", ...lines] = table.map((row) => {
        const height = Math.max(...row.map((cell) => cell.length));
        return Array.from({ length: height }, (_, line) =>
            row
                .map((cell, column) => (cell[line] ?? "").padEnd(widths[column] ?? 0))
                .join("  ")
                .trimEnd(),
        ).join("\n");
    });
    const width = Math.max(...machine.map(([name]) => name.length));
    return [
        ...machine.map(([name, value]) => `${name.padEnd(width)}  ${value}`),
        "",
        titles,
        widths.map((each) => "-".repeat(each)).join("  "),
        ...lines,
    ].join("\n");
}

/** Lines of whole words, none longer than the width if its words allow. */
function wrap(text: string, width: number): string[] {
    const lines = [""];
    for (const word of text.split(" ")) {
        const last = lines.at(-1) ?? "";
        if (last !== "" && last.length + 1 + word.length > width) {
            lines.push(word);
        } else {
            lines[lines.length - 1] = last === "" ? word : `${last} ${word}`;
        }
    }
    return lines;
}

/** For the README's link. `command` is what measured it, and where. */
export function markdown(machine: readonly [string, string][], figures: readonly Figure[], command: string): string {
    return [
        "# Figures",
        "",
        `Measured by ${command}. A time is what this machine gave; nothing fails on it.`,
        "",
        table(["machine", ""], machine),
        "",
        markdownTable(figures),
        "",
    ].join("\n");
}

export function markdownTable(figures: readonly Figure[]): string {
    return table(head, rows(figures));
}
