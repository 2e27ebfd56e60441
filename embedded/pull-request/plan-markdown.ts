import { code } from "../../policy-pack/report/markdown-code";
import { count, groups } from "../../policy-pack/report/words";
import type { Changed, Named, PlanChange } from "./plan-change";

/** Most names of one type, and most paths of one resource, in a line. */
const mostInLine = 20;

/** The plan as a part of the comment. Whatever comes from the program stands in code. */
export function planMarkdown(change: PlanChange, limit: number): string {
    const { stack, types, created, changed, deleted } = change;
    const head = [`## Plan: ${code(stack)}`, verdict(change)].join("\n\n");
    const sections = [
        folded("Created", created.length, byType(created)),
        folded("Changed", changed.length, changed.map(changedLine)),
        folded("Deleted", deleted.length, byType(deleted)),
        folded("The whole plan by type", total(change), types.map(typeLine)),
    ];
    return fit(head, sections, limit);
}

function verdict(change: PlanChange): string {
    const { base, created, changed, deleted } = change;
    const whole = count(total(change), "resource");
    if (base === "none") return `**${whole}**, planned from nothing.`;
    if (base === "failed")
        return `**${whole}**, planned from nothing. The base itself could not be planned, so nothing is compared.`;
    const figures = `**${created.length} created, ${changed.length} changed, ${deleted.length} deleted**`;
    return `${figures} against the base; ${whole} in all.`;
}

function total({ types }: PlanChange): number {
    return types.reduce((sum, { count: number }) => sum + number, 0);
}

function byType(resources: readonly Named[]): string[] {
    return groups(resources, ({ type }) => type).map(
        ([type, same]) => `${code(type)} (${same.length}): ${some(same.map(({ name }) => name))}`,
    );
}

function changedLine({ type, name, paths }: Changed): string {
    return `${code(name)} (${code(type)}): ${some(paths)}`;
}

function typeLine({ type, count: number }: PlanChange["types"][number]): string {
    return `${code(type)}: ${number}`;
}

function some(names: readonly string[]): string {
    const more = names.length > mostInLine ? ` and ${names.length - mostInLine} more` : "";
    return `${names.slice(0, mostInLine).map(code).join(", ")}${more}`;
}

interface Folded {
    readonly title: string;
    readonly lines: readonly string[];
}

function folded(title: string, number: number, lines: readonly string[]): Folded {
    return { title: `${title} (${number})`, lines: lines.map((line) => `- ${line}`) };
}

/** The head, and as many lines as there is room for. */
function fit(head: string, sections: readonly Folded[], limit: number): string {
    const parts = [head];
    let room = limit - head.length;
    for (const { title, lines } of sections.filter((one) => one.lines.length > 0)) {
        const written = (shown: readonly string[]) =>
            `<details><summary>${title}</summary>\n\n${shown.join("\n")}\n\n</details>`;
        const left = (shown: readonly string[]) => `- … and ${count(lines.length - shown.length, "more line")}`;
        const fitting = firstThatFit(lines, room - written([left([])]).length - 2 * "\n\n".length);
        const part = written(fitting.length === lines.length ? lines : [...fitting, left(fitting)]);
        if (part.length + "\n\n".length > room) break;
        parts.push(part);
        room -= part.length + "\n\n".length;
    }
    return parts.join("\n\n");
}

function firstThatFit(lines: readonly string[], room: number): readonly string[] {
    let length = 0;
    const end = lines.findIndex((line) => (length += line.length + 1) > room);
    return end < 0 ? lines : lines.slice(0, end);
}
