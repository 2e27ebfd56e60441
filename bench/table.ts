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

/** For a terminal. */
export function plainTable(machine: readonly [string, string][], figures: readonly Figure[]): string {
    const table = [head, ...rows(figures)];
    const widths = head.map((_, column) => Math.max(...table.map((row) => (row[column] ?? "").length)));
    const line = (row: string[]) =>
        row
            .map((cell, column) => cell.padEnd(widths[column] ?? 0))
            .join("  ")
            .trimEnd();
    const [titles = "", ...lines] = table.map(line);
    const width = Math.max(...machine.map(([name]) => name.length));
    return [
        ...machine.map(([name, value]) => `${name.padEnd(width)}  ${value}`),
        "",
        titles,
        widths.map((each) => "-".repeat(each)).join("  "),
        ...lines,
    ].join("\n");
}

/** For the README's link. */
export function markdown(machine: readonly [string, string][], figures: readonly Figure[]): string {
    const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
    return [
        "# Figures",
        "",
        "Measured by `make bench` on a platform of its own. A time is what this machine gave; nothing fails on it.",
        "",
        line(["machine", ""]),
        "| --- | --- |",
        ...machine.map(line),
        "",
        line(head),
        "| --- | --- | --- | --- |",
        ...rows(figures).map(line),
        "",
    ].join("\n");
}
