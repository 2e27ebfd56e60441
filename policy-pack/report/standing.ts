import { type ReportedFinding, stopsTheUpdate } from "./report";

/**
 * What a finding comes to, the worst first:
 * - `violation`: it stops the update.
 * - `fault`: a rule failed, which stops the update too.
 * - `advisory`: a violation that is told and lets the update go on.
 * - `undetermined`: only the update will know.
 * - `unseen`: something hides what the rule is about.
 * - `exempt`: a violation that an exemption of the stack's file excuses.
 */
export const standings = ["violation", "fault", "advisory", "undetermined", "unseen", "exempt"] as const;

export type Standing = (typeof standings)[number];

export function standingOf(finding: ReportedFinding): Standing {
    if (finding.kind !== "violation") return finding.kind;
    if (finding.exemption !== undefined) return "exempt";
    return stopsTheUpdate(finding) ? "violation" : "advisory";
}

/** The findings of each standing, in the order of the report. */
export function byStanding(findings: readonly ReportedFinding[]): Record<Standing, ReportedFinding[]> {
    const of = (standing: Standing) => findings.filter((finding) => standingOf(finding) === standing);
    return {
        violation: of("violation"),
        fault: of("fault"),
        advisory: of("advisory"),
        undetermined: of("undetermined"),
        unseen: of("unseen"),
        exempt: of("exempt"),
    };
}
