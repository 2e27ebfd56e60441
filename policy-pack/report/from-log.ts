import type { Exemption } from "../exemptions";
import type { LogEntry } from "../findings-log";
import type { Remediation, Report, ReportedFinding, SourcePosition } from "./report";

/**
 * The report of a run, from the log that the pack wrote.
 *
 * @param log One entry a line.
 * @param positions Where the program registered a resource, by its URN, as far as the engine says so.
 * @param time When the run was, as in `2026-11-28T01:20:00Z`.
 * @returns The report, and whether the rules about the stack as a whole were reached; undefined where no pack has run.
 */
export function reportFromLog(
    log: string,
    positions: ReadonlyMap<string, SourcePosition>,
    time: string,
): { report: Report; isWhole: boolean } | undefined {
    const resources = new Set<string>();
    const findings: ReportedFinding[] = [];
    const remediations: Remediation[] = [];
    let unusedExemptions: readonly Exemption[] | undefined;
    let start: Pick<Report, "project" | "stack" | "rules"> | undefined;
    for (const line of log.split("\n").filter((text) => text !== "")) {
        const entry = JSON.parse(line) as LogEntry;
        if ("rules" in entry) start = entry;
        else if ("resource" in entry) resources.add(entry.resource);
        else if ("remediation" in entry) remediations.push(entry.remediation);
        else if ("finding" in entry) findings.push(withPosition(entry.finding, positions));
        else unusedExemptions = entry.unusedExemptions;
    }
    if (start === undefined) return undefined;
    // The engine asks about resources in an order that differs between runs.
    findings.sort(byPlace);
    remediations.sort(byPlace);
    const report: Report = {
        ...{ version: 1, project: start.project, stack: start.stack, time, resources: resources.size },
        ...{ rules: start.rules, findings, remediations, unusedExemptions: unusedExemptions ?? [] },
    };
    return { report, isWhole: unusedExemptions !== undefined };
}

type Place = Pick<ReportedFinding, "urn" | "rule" | "path">;

function byPlace(a: Place, b: Place): number {
    const place = ({ urn, rule, path }: Place) => [urn ?? "", rule, path].join("\0");
    return place(a) === place(b) ? 0 : place(a) < place(b) ? -1 : 1;
}

function withPosition(finding: ReportedFinding, positions: ReadonlyMap<string, SourcePosition>): ReportedFinding {
    const source = positions.get(finding.urn ?? "");
    return source === undefined ? finding : { ...finding, source };
}
