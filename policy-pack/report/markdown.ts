import { code, codeBlock, linked } from "./markdown-code";
import type { Report, ReportedFinding, ReportedRule } from "./report";
import { newSince } from "./since";
import { byStanding, type Standing, standingOf, standings } from "./standing";
import { countOf, scope } from "./summary";
import { controlList, endedExcuse, excuse, groups, position, statement, subject } from "./words";

export interface MarkdownOptions {
    /** The report of what the pull request changes: what is new since comes first. */
    readonly base?: Report;
    /** Where the whole report is, if not all of it fits: an address, or the name of a file. */
    readonly whole?: string;
    /** Most characters; GitHub's limit by default. */
    readonly limit?: number;
}

/**
 * GitHub's limit for a comment, by its error message. It counts code points or, where it stores them, 262,144 bytes: as many
 * UTF-16 units are never more of either.
 */
export const githubLimit = 65_536;

/** A list that is longer is folded. */
const few = 10;

/** A part of the comment. Its items are left out from the end where there is no room for them. */
interface Section {
    readonly title: string;
    readonly folded: boolean;
    /** A line before the items. */
    readonly intro?: string;
    readonly items: readonly string[];
}

/**
 * The report as a comment on a pull request. Whatever comes from a program or from a file stands in code: there Markdown and
 * GitHub see neither markup nor mentions nor links.
 */
export function markdownReport(report: Report, { base, whole, limit = githubLimit }: MarkdownOptions = {}): string {
    const fresh = base === undefined ? undefined : newSince(report, base);
    const head = [
        `## Policies: ${code(report.project)} ${code(report.stack)}`,
        verdict(report),
        table(report, fresh?.report),
        `${scope(report)}.`,
    ].join("\n\n");
    const sections = [
        ...(fresh === undefined ? [] : sinceSections(fresh.report, fresh.gone)),
        ...standings.map((standing) => findingSection(standing, report, base !== undefined)),
        ...otherSections(report),
        fixSection(report),
    ].filter(({ items }) => items.length > 0);
    return `${fit(head, sections, limit, whole)}\n`;
}

function verdict({ findings, resources }: Report): string {
    const { violation, fault, advisory } = byStanding(findings);
    const reasons = [
        ...(violation.length > 0 ? [countOf("violation", violation.length)] : []),
        ...(fault.length > 0 ? [countOf("fault", fault.length)] : []),
    ];
    if (reasons.length > 0) return `**The update stops: ${reasons.join(" and ")}.**`;
    if (resources === 0) return "**There are no resources to look at.**";
    if (findings.length === 0) return "**Every resource obeys every rule.**";
    const told = advisory.length > 0 ? `, and ${countOf("advisory", advisory.length)} to look at` : "";
    return `**Nothing stops the update${told}.**`;
}

function table(report: Report, fresh: Report | undefined): string {
    const row = (name: string, { findings }: Report) => {
        const found = byStanding(findings);
        return `| ${[name, ...standings.map((standing) => found[standing].length)].join(" | ")} |`;
    };
    const titles = standings.map((standing) => titleOf[standing]);
    return [
        `| ${["", ...titles].join(" | ")} |`,
        `| --- |${" ---: |".repeat(titles.length)}`,
        row("Found", report),
        ...(fresh === undefined ? [] : [row("Of these new", fresh)]),
    ].join("\n");
}

const titleOf: Record<Standing, string> = {
    violation: "Violations",
    fault: "Faults",
    advisory: "Advisory",
    undetermined: "Undetermined",
    unseen: "Unseen",
    exempt: "Exempt",
};

const introOf: Partial<Record<Standing, string>> = {
    fault: "These rules failed themselves.",
    undetermined: "Only the update will know.",
    unseen: "Something hides what the rules are about.",
};

function sinceSections(fresh: Report, gone: readonly ReportedFinding[]): Section[] {
    const sorted = standings.flatMap((standing) => byStanding(fresh.findings)[standing]);
    const items = sorted.map((finding) => `${standingOf(finding)}: ${itemOf(finding, fresh.stack)}`);
    return [
        section("New since the base", items),
        section(
            "Gone since the base",
            gone.map((finding) => itemOf(finding, fresh.stack)),
            true,
        ),
    ];
}

function findingSection(standing: Standing, report: Report, folded: boolean): Section {
    const findings = byStanding(report.findings)[standing];
    const items = findings.map((finding) => itemOf(finding, report.stack));
    return {
        ...section(titleOf[standing], items, folded || !["violation", "fault"].includes(standing)),
        intro: introOf[standing],
    };
}

function otherSections({ unusedExemptions, remediations, stack }: Report): Section[] {
    return [
        section(
            "Unused exemptions",
            unusedExemptions.map((one) => `${code(one.rule)} at ${code(one.urn)}: ${code(excuse(one, stack))}`),
        ),
        section(
            "Changed by the rules",
            remediations.map(({ rule, urn, path }) => `${code(subject(urn))}: ${code(path)} by ${code(rule)}`),
            true,
        ),
    ];
}

/** How to fix what is found, once a rule. */
function fixSection({ findings, rules }: Report): Section {
    const toFix = findings.filter((finding) => ["violation", "advisory"].includes(standingOf(finding)));
    const items = groups(toFix, ({ rule }) => rule).flatMap(([id]) => {
        const rule = rules.find((one) => one.id === id);
        return rule === undefined ? [] : [fixOf(rule)];
    });
    return section("How to fix", items, true);
}

function fixOf({ id, severity, controls, what, why, fix, url }: ReportedRule): string {
    const named = linked(code(id), url);
    const serves = controls.length > 0 ? ` ${code(controlList(controls))}` : "";
    return `${named}, ${severity}${serves}: ${code(`${what} ${why}`)}\n\n${codeBlock(fix, "ts")}`;
}

function section(title: string, items: readonly string[], folded = false): Section {
    return { title, folded: folded || items.length > few, items };
}

function itemOf(finding: ReportedFinding, stack: string): string {
    const { kind, rule, urn, message, source, exemption, expired } = finding;
    const where = source === undefined ? "" : ` at ${code(position(source))}`;
    const head = `${code(rule)}: ${code(subject(urn))}${where}`;
    if (kind === "fault") return `${head}\n\n${codeBlock(message)}`;
    const excused = exemption === undefined ? "" : `; exempt by ${code(excuse(exemption, stack))}`;
    const ended = expired === undefined ? "" : `; ${code(endedExcuse(expired, stack))}`;
    return `${head}: ${code(statement(finding))}${excused}${ended}`;
}

/** The head, and as much of the sections as there is room for, the most important ones first. */
function fit(head: string, sections: readonly Section[], limit: number, whole: string | undefined): string {
    const everything = [head, ...sections.map((one) => written(one, one.items))].join("\n\n");
    if (everything.length < limit) return everything;
    const total = sections.reduce((sum, { items }) => sum + items.length, 0);
    let room = limit - head.length - notice(total, limit, whole).length - 2 * "\n\n".length;
    let left = 0;
    const fitting = sections.flatMap((one) => {
        const items = firstThatFit(one, room);
        left += one.items.length - items.length;
        if (items.length === 0) return [];
        const part = written(one, items);
        room -= part.length + "\n\n".length;
        return [part];
    });
    return [head, ...fitting, notice(left, limit, whole)].join("\n\n");
}

function firstThatFit(one: Section, room: number): readonly string[] {
    let length = written(one, []).length + "\n\n".length;
    const end = one.items.findIndex((item) => (length += itemLines(item).length + 1) > room);
    return end < 0 ? one.items : one.items.slice(0, end);
}

function notice(left: number, limit: number, whole: string | undefined): string {
    const where = whole === undefined ? "the files of the run" : linked(code(whole), whole);
    return `**${left} entries are left out here:** a comment has at most ${limit.toLocaleString("en-US")} characters. The whole report is in ${where}.`;
}

function written({ title, folded, intro, items }: Section, shown: readonly string[]): string {
    const heading = `${title} (${items.length})`;
    const body = [...(intro === undefined ? [] : [intro]), shown.map(itemLines).join("\n")];
    return folded
        ? [`<details><summary>${heading}</summary>`, ...body, "</details>"].join("\n\n")
        : [`### ${heading}`, ...body].join("\n\n");
}

/** An item of a list; its further lines are set in, or they would end it. */
function itemLines(item: string): string {
    return `- ${item.replace(/\n(?=[^\n])/g, "\n  ")}`;
}
