import type { Exemption } from "../exemptions";
import type { Control, Framework } from "../rule";
import type { Remediation, Report, ReportedFinding, ReportedRule, SourcePosition } from "./report";
import { list, matching, object, oneOf, optional, type Shape, text, wholeNumber, WrongShape } from "./shape";

const version = 1;

/** A time in UTC, as the other formats want it too. */
const time: Shape<string> = matching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/, "a time in UTC");

const exemption = object<Exemption>({
    urn: text,
    rule: text,
    reason: text,
    owner: text,
    expires: text,
    line: wholeNumber(1),
});

const source = object<SourcePosition>({ file: text, line: wholeNumber(1), column: optional(wholeNumber()) });

const finding = object<ReportedFinding>({
    kind: oneOf("violation", "undetermined", "unseen", "fault"),
    rule: text,
    urn: optional(text),
    path: text,
    message: text,
    level: oneOf("mandatory", "advisory"),
    exemption: optional(exemption),
    expired: optional(exemption),
    source: optional(source),
});

const control = object<Control>({
    // Any name: a report that is compared with may come from another version of the pack.
    framework: text as Shape<Framework>,
    id: text,
});

const rule = object<ReportedRule>({
    id: text,
    level: oneOf("mandatory", "advisory", "remediate", "disabled"),
    severity: oneOf("low", "medium", "high", "critical"),
    what: text,
    why: text,
    fix: text,
    controls: list(control),
    url: text,
});

const report = object<Report>({
    version: oneOf(version),
    project: text,
    stack: text,
    time,
    resources: wholeNumber(),
    rules: list(rule),
    findings: list(finding),
    remediations: list(object<Remediation>({ rule: text, urn: text, path: text })),
    unusedExemptions: list(exemption),
});

/** The report as JSON: what `readReport` reads. */
export function jsonReport(written: Report): string {
    return `${JSON.stringify(report(written, ""), null, 2)}\n`;
}

/** Reads what `jsonReport` wrote; the error names the file and says the first thing that is wrong with it. */
export function readReport(json: string, file: string): Report {
    let raw: unknown;
    try {
        raw = JSON.parse(json);
    } catch {
        throw new Error(`${file} is not a report: it is not valid JSON`);
    }
    const other = versionOf(raw);
    if (other !== undefined && other !== version) {
        throw new Error(`${file} is a report of version ${other}, and this pack reads version ${version}`);
    }
    try {
        return report(raw, "");
    } catch (error) {
        throw error instanceof WrongShape ? new Error(`${file} is not a report: ${error.message}`) : error;
    }
}

function versionOf(raw: unknown): number | undefined {
    const found = typeof raw === "object" && raw !== null && "version" in raw ? raw.version : undefined;
    return typeof found === "number" ? found : undefined;
}
