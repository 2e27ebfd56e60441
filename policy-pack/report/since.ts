import type { Report, ReportedFinding } from "./report";
import { standingOf } from "./standing";

export interface Since {
    /** The report with only what its base lacks. */
    readonly report: Report;
    /** What the base found and the report no longer has. */
    readonly gone: readonly ReportedFinding[];
}

/**
 * What is new in a report since its base. A finding is the same by rule, resource, property and kind, wherever it stands in
 * the reports and however often. It is new all the same where it now comes to something else: an exemption that was given,
 * or has ended, is for someone to see.
 */
export function newSince(report: Report, base: Report): Since {
    const fresh = <T>(list: (of: Report) => readonly T[], keyOf: (element: T) => string) => {
        const known = new Set(list(base).map(keyOf));
        return list(report).filter((element) => !known.has(keyOf(element)));
    };
    const present = new Set(report.findings.map(identity));
    return {
        report: {
            ...report,
            findings: fresh(
                ({ findings }) => findings,
                (finding) => `${standingOf(finding)} ${identity(finding)}`,
            ),
            remediations: fresh(
                ({ remediations }) => remediations,
                ({ rule, urn, path }) => JSON.stringify([rule, urn, path]),
            ),
            unusedExemptions: fresh(
                ({ unusedExemptions }) => unusedExemptions,
                ({ rule, urn }) => JSON.stringify([rule, urn]),
            ),
        },
        gone: base.findings.filter((finding) => !present.has(identity(finding))),
    };
}

function identity({ rule, urn, path, kind }: ReportedFinding): string {
    return JSON.stringify([rule, urn ?? null, path, kind]);
}
