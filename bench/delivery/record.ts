import type { Figure } from "../figure";
import { markdownTable } from "../table";

const head = [
    "# Figures",
    "",
    "Measured by `make bench-delivery`, each part on a platform of its own or beside others of the same run. A time is what this machine gave;",
    "nothing fails on it.",
    "",
].join("\n");

/** The record of all parts, with this part's section made anew: a part that is measured again replaces only itself. */
export function withSection(
    record: string,
    title: string,
    machine: readonly [string, string][],
    figures: readonly Figure[],
): string {
    const sections = record.split(/^(?=## )/m).slice(1);
    const where = machine.map(([name, value]) => `${name}: ${value}`).join("; ");
    const made = `## ${title}\n\n${where}\n\n${markdownTable(figures)}\n`;
    const at = sections.findIndex((section) => section.startsWith(`## ${title}\n`));
    const all = at < 0 ? [...sections, made] : sections.with(at, made);
    return [head, ...all.map((section) => section.trimEnd() + "\n")].join("\n");
}
