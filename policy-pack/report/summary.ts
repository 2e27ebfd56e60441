import { type Report, unseenId } from "./report";
import { byStanding, type Standing } from "./standing";
import { count } from "./words";

const nouns: Record<Standing, (number: number) => string> = {
    violation: (number) => count(number, "violation"),
    fault: (number) => count(number, "fault"),
    advisory: (number) => `${number} advisory`,
    undetermined: (number) => `${number} undetermined`,
    unseen: (number) => `${number} unseen`,
    exempt: (number) => `${number} exempt`,
};

/** "3 advisory", "1 fault". */
export function countOf(standing: Standing, number: number): string {
    return nouns[standing](number);
}

/** "281 resources, 70 rules": what was looked at. */
export function scope({ resources, rules: told }: Report): string {
    const rules = told.filter(({ id }) => id !== unseenId);
    const disabled = rules.filter(({ level }) => level === "disabled").length;
    const off = disabled > 0 ? ` (${disabled} more disabled)` : "";
    return `${count(resources, "resource")}, ${count(rules.length - disabled, "rule")}${off}`;
}

/** "281 resources, 70 rules: 0 violations, 3 advisory, 41 undetermined, 1 exempt". What is rare is told where there is some. */
export function summaryLine(report: Report): string {
    const found = byStanding(report.findings);
    const always: Standing[] = ["violation", "advisory", "undetermined", "exempt"];
    const some: Standing[] = (["fault", "unseen"] as const).filter((standing) => found[standing].length > 0);
    const counts = [
        ...[...always, ...some].map((standing) => countOf(standing, found[standing].length)),
        ...(report.unusedExemptions.length > 0 ? [count(report.unusedExemptions.length, "unused exemption")] : []),
        ...(report.remediations.length > 0 ? [`${report.remediations.length} remediated`] : []),
    ];
    return `${scope(report)}: ${counts.join(", ")}`;
}
