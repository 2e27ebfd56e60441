import type { Verdict } from "./check";
import type { Finding } from "./judge";

/** What happened to a resource, as the first word of its line. */
const verbs: Record<Finding["kind"], string> = {
    replaced: "would be replaced",
    deleted: "would be deleted",
    renamed: "is renamed without an alias",
    refused: "refuses the update",
};

/** The lines for a terminal. */
export function terminalReport(verdicts: readonly Verdict[]): string {
    return verdicts
        .flatMap((verdict) => [titleOf(verdict), ...verdict.findings.flatMap(lines), ...leftOut(verdict)])
        .join("\n");
}

function lines(finding: Finding): string[] {
    const details = detailsOf(finding).map((detail) => `      ${detail}`);
    return [`  ✗ ${subject(finding)} ${verbs[finding.kind]}`, ...details];
}

function leftOut({ unplanned }: Verdict): string[] {
    return unplanned.length === 0
        ? []
        : [`  not planned, for it asks what isn't there (docs/upgrades.md): ${unplanned.join(", ")}`];
}

/** The same for a page of a repository. */
export function markdownReport(verdicts: readonly Verdict[]): string {
    const sections = verdicts.flatMap((verdict) => [
        `## ${titleOf(verdict)}`,
        "",
        ...verdict.findings.flatMap(item),
        ...leftOut(verdict).map((line) => `${escaped(line.trim())}\n`),
    ]);
    return [
        "# What an update to today's code would do to stacks that exist",
        "",
        ...sections,
        "How to read it, and how to move a resource: docs/upgrades.md.",
        "",
    ].join("\n");
}

function item(finding: Finding): string[] {
    return [
        `- **${escaped(subject(finding))}** ${verbs[finding.kind]}`,
        ...detailsOf(finding).map((detail) => `    - ${escaped(detail)}`),
        "",
    ];
}

function titleOf({ stack, release, findings, operations }: Verdict): string {
    const found = findings.length === 0 ? "nothing is lost" : `${findings.length} found`;
    const planned = Object.entries(operations).map(([operation, count]) => `${count} ${operation}`);
    return `${stack} of ${release}: ${found} (${planned.join(", ") || "no plan"})`;
}

function subject({ type, name }: Finding): string {
    return [type, name].filter((word) => word !== "").join(" ");
}

function detailsOf({ cause, properties, loses, isProtected, place, alias }: Finding): string[] {
    return [
        `cause: ${cause}`,
        ...properties.map(({ path, from, to }) => `property ${path}: ${from} → ${to}`),
        ...(loses ? [`loses ${loses.loses} (${loses.source})`] : []),
        ...(isProtected ? ["Pulumi refuses it: the resource is protected"] : []),
        ...(place ? [`at ${place}`] : []),
        ...(alias ? [`keeps it: ${alias}`] : []),
    ];
}

/** Values come from whoever wrote the program: none of it is markup. */
function escaped(text: string): string {
    return text.replace(/[\\`*_[\]<>|]/g, "\\$&");
}
