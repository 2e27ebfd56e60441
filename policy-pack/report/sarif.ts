import { createHash } from "node:crypto";

import type { Exemption } from "../exemptions";
import type { Severity } from "../rule";
import { codeBlock, linked } from "./markdown-code";
import type { Report, ReportedFinding, ReportedRule } from "./report";
import { standingOf } from "./standing";
import { controlList, excuse, groups, printable, resourceOf, stackFile, statement, subject } from "./words";

export interface SarifOptions {
    /**
     * Only what is a problem now: without the exempt, the undetermined and the unseen. GitHub's code scanning reads neither
     * `kind` nor `suppressions` and would show these as alerts.
     */
    readonly onlyAlerts?: boolean;
}

/** GitHub's bounds: above 9.0 critical, from 7.0 high, from 4.0 medium, below that low. */
const securitySeverity: Record<Severity, string> = { critical: "9.5", high: "8.0", medium: "5.5", low: "2.0" };

/** GitHub refuses a file whose rule has more tags. */
const mostTags = 20;

/** The report as SARIF 2.1.0, with what GitHub's code scanning wants beyond the standard. */
export function sarifReport(report: Report, { onlyAlerts = false }: SarifOptions = {}): string {
    const results = report.findings.filter(({ kind }) => kind !== "fault").filter((one) => !onlyAlerts || isAlert(one));
    const log = {
        $schema: "https://json.schemastore.org/sarif-2.1.0.json",
        version: "2.1.0",
        runs: [
            {
                tool: { driver: { name: "Alchemorsel policy pack", rules: report.rules.map(ruleOf) } },
                // One analysis a stack: the results of another one don't close the alerts of this one.
                automationDetails: { id: `policy/${report.project}/${report.stack}/` },
                invocations: [invocationOf(report)],
                results: withFingerprints(results).map(([finding, fingerprint]) =>
                    resultOf(finding, fingerprint, report),
                ),
                columnKind: "utf16CodeUnits",
            },
        ],
    };
    return `${JSON.stringify(log, null, 2)}\n`;
}

function isAlert(finding: ReportedFinding): boolean {
    return ["violation", "advisory"].includes(standingOf(finding));
}

function ruleOf({ id, level, severity, what, why, fix, controls, url }: ReportedRule) {
    const tags = controls.map((control) => controlList([control]));
    return {
        id,
        shortDescription: { text: what },
        fullDescription: { text: `${what} ${why}` },
        help: {
            text: [what, why, fix, ...tags, url].join("\n"),
            markdown: helpOf(what, why, fix, tags, url),
        },
        ...(URL.canParse(url) && { helpUri: new URL(url).href }),
        defaultConfiguration: {
            enabled: level !== "disabled",
            level: level === "mandatory" ? "error" : "warning",
        },
        properties: {
            tags: [...new Set(["security", ...tags])].slice(0, mostTags),
            "security-severity": securitySeverity[severity],
        },
    };
}

function helpOf(what: string, why: string, fix: string, tags: readonly string[], url: string): string {
    const controls = tags.map((tag) => `- ${tag}`).join("\n");
    return [what, why, codeBlock(fix, "ts"), controls, linked("About this rule", url)].join("\n\n");
}

function resultOf(finding: ReportedFinding, fingerprint: string, report: Report) {
    const { rule, urn, path, exemption } = finding;
    const ruleIndex = report.rules.findIndex(({ id }) => id === rule);
    return {
        ruleId: rule,
        ...(ruleIndex >= 0 && { ruleIndex }),
        ...kindOf(finding),
        message: { text: escaped(`${subject(urn)}: ${statement(finding)}`) },
        locations: [{ physicalLocation: placeOf(finding, report), ...logicalLocations(urn) }],
        // The name is GitHub's: it looks at no other one.
        partialFingerprints: { primaryLocationLineHash: fingerprint },
        ...(standingOf(finding) === "exempt" &&
            exemption && { suppressions: [suppressionOf(exemption, report.stack)] }),
        ...(path !== "" && { properties: { path } }),
    };
}

/** The standard: "open" is what could not be decided, "review" what a person must look at; with both the level is "none". */
function kindOf({ kind, level }: ReportedFinding) {
    if (kind === "undetermined") return { kind: "open", level: "none" };
    if (kind === "unseen") return { kind: "review", level: "none" };
    return { kind: "fail", level: level === "mandatory" ? "error" : "warning" };
}

/** Code scanning shows a result only with a file: without a source the stack's own stands in. */
function placeOf({ source }: ReportedFinding, { stack }: Report) {
    if (source === undefined) return inFile(stackFile(stack), 1);
    return inFile(source.file, source.line, source.column);
}

function inFile(file: string, line: number, column?: number) {
    const uri = printable(file).split("/").map(encodeURIComponent).join("/");
    return {
        artifactLocation: { uri },
        region: { startLine: line, ...(column !== undefined && column > 0 && { startColumn: column }) },
    };
}

function logicalLocations(urn: string | undefined) {
    if (urn === undefined) return {};
    return { logicalLocations: [{ name: resourceOf(urn).name, fullyQualifiedName: urn, kind: "resource" }] };
}

function suppressionOf(exemption: Exemption, stack: string) {
    return {
        kind: "external",
        status: "accepted",
        justification: excuse(exemption, stack),
        location: { physicalLocation: inFile(stackFile(stack), exemption.line) },
    };
}

/** Rule, resource and property make a result the same from run to run, whatever else is found; several there are counted. */
function withFingerprints(findings: readonly ReportedFinding[]): [ReportedFinding, string][] {
    return groups(findings, hashOf).flatMap(([hash, same]) =>
        same
            .toSorted((one, other) => compare(rank(one), rank(other)))
            .map((finding, index): [ReportedFinding, string] => [finding, `${hash}:${index + 1}`]),
    );
}

function hashOf({ rule, urn, path }: ReportedFinding): string {
    const identity = JSON.stringify([rule, urn ?? null, path]);
    return createHash("sha256").update(identity).digest("hex").slice(0, 32);
}

function rank({ kind, message }: ReportedFinding): string {
    return `${kind === "violation" ? 0 : 1} ${kind} ${message}`;
}

function compare(one: string, other: string): number {
    return one < other ? -1 : one > other ? 1 : 0;
}

function invocationOf(report: Report) {
    const faults = report.findings.filter(({ kind }) => kind === "fault");
    return {
        executionSuccessful: faults.length === 0,
        endTimeUtc: report.time,
        toolExecutionNotifications: [
            ...faults.map((fault) => faultOf(fault)),
            ...report.remediations.map(({ rule, urn, path }) => ({
                level: "note",
                message: { text: escaped(`${subject(urn)}: ${path} was changed by ${rule}`) },
                locations: [logicalLocations(urn)],
                associatedRule: { id: rule },
            })),
        ],
        toolConfigurationNotifications: report.unusedExemptions.map((exemption) => ({
            level: "warning",
            message: { text: escaped(`nothing needs the exemption of ${excuse(exemption, report.stack)}`) },
            locations: [{ physicalLocation: inFile(stackFile(report.stack), exemption.line) }],
            associatedRule: { id: exemption.rule },
        })),
    };
}

function faultOf({ rule, urn, message }: ReportedFinding) {
    return {
        level: "error",
        message: { text: escaped(`${rule} failed at ${subject(urn)}`) },
        ...(urn !== undefined && { locations: [logicalLocations(urn)] }),
        associatedRule: { id: rule },
        exception: { message },
    };
}

/** In messages of SARIF braces are placeholders, and `[text](target)` is a link. */
function escaped(text: string): string {
    return text.replace(/[{}]/g, "$&$&").replaceAll("](", "] (");
}
