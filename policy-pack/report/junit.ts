import type { Report, ReportedFinding, ReportedRule } from "./report";
import { standingOf } from "./standing";
import { count, endedExcuse, excuse, groups, position, statement, subject } from "./words";
import { document, element, type Xml } from "./xml";

/** What a rule comes to, as a test case. */
interface Case {
    readonly rule: string;
    readonly xml: Xml;
    readonly outcome: "passed" | "failure" | "error" | "skipped";
}

/**
 * The report as JUnit's XML, as Jenkins and GitLab read it: a suite for each family of rules and a case for each rule. A case
 * fails where the rule stops the update; what else the rule found is in its output.
 */
export function junitReport(report: Report): string {
    const cases = ruleIds(report).map((rule) => caseOf(rule, report));
    const suites = groups(cases, familyOf(cases)).map(([family, ofFamily]) =>
        element(
            "testsuite",
            { name: family, ...countsOf(ofFamily), skipped: numberOf(ofFamily, "skipped"), timestamp: report.time },
            ...ofFamily.map(({ xml }) => xml),
        ),
    );
    const name = `Policies of ${report.project}, ${report.stack}`;
    return document(element("testsuites", { name, ...countsOf(cases) }, ...suites));
}

/** The rules of the report, and any other that something in it names: nothing found is left out. */
function ruleIds({ rules, findings, remediations, unusedExemptions }: Report): string[] {
    const named = [...findings, ...remediations, ...unusedExemptions].map(({ rule }) => rule);
    return [...new Set([...rules.map(({ id }) => id), ...named])];
}

/** The first word of the ID (`rds`, `k8s`); "other" for rules that no other one shares it with. */
function familyOf(cases: readonly Case[]): (one: { readonly rule: string }) => string {
    const firstWord = (rule: string) => rule.split("-")[0] ?? rule;
    const sizes = new Map(groups(cases, ({ rule }) => firstWord(rule)).map(([word, { length }]) => [word, length]));
    return ({ rule }) => ((sizes.get(firstWord(rule)) ?? 0) > 1 ? firstWord(rule) : "other");
}

function caseOf(id: string, report: Report): Case {
    const rule = report.rules.find((one) => one.id === id);
    const findings = report.findings.filter((finding) => finding.rule === id);
    const violations = findings.filter((finding) => standingOf(finding) === "violation");
    const faults = findings.filter(({ kind }) => kind === "fault");
    const outcome =
        faults.length > 0
            ? "error"
            : violations.length > 0
              ? "failure"
              : rule?.level === "disabled"
                ? "skipped"
                : "passed";
    const told = outputOf(id, report);
    const xml = element(
        "testcase",
        { name: id, classname: `${report.project}.${report.stack}` },
        ...(outcome === "skipped" ? [element("skipped", {}, "disabled in the policy config of the stack")] : []),
        ...(faults.length > 0 ? [errorOf(faults)] : []),
        ...(violations.length > 0 ? [failureOf(violations, rule, report)] : []),
        ...(told.length > 0 ? [element("system-out", {}, told.join("\n"))] : []),
    );
    return { rule: id, xml, outcome };
}

function errorOf(faults: readonly ReportedFinding[]): Xml {
    const stacks = faults.map(({ urn, message }) => `${subject(urn)}: ${message}`);
    return element("error", { type: "fault", message: "the rule itself failed" }, stacks.join("\n\n"));
}

function failureOf(violations: readonly ReportedFinding[], rule: ReportedRule | undefined, { stack }: Report): Xml {
    const lines = violations.flatMap((finding) => [
        lineOf(finding),
        ...(finding.expired ? [`  ${endedExcuse(finding.expired, stack)}`] : []),
    ]);
    const help = rule === undefined ? [] : ["", rule.what, rule.why, rule.fix, rule.url];
    const message = count(violations.length, "violation");
    return element("failure", { type: "violation", message }, [...lines, ...help].join("\n"));
}

/** What the rule found that stops nothing. */
function outputOf(id: string, { findings, remediations, unusedExemptions, stack }: Report): string[] {
    const ofRule = <T extends { readonly rule: string }>(all: readonly T[]) => all.filter(({ rule }) => rule === id);
    const told = ofRule(findings).filter((finding) => !["violation", "fault"].includes(standingOf(finding)));
    return [
        ...told.flatMap((finding) => [
            `${standingOf(finding)}: ${lineOf(finding)}`,
            ...(finding.exemption ? [`  ${excuse(finding.exemption, stack)}`] : []),
        ]),
        ...ofRule(remediations).map(({ urn, path }) => `remediated: ${subject(urn)}: ${path}`),
        ...ofRule(unusedExemptions).map((exemption) => `unused exemption: ${excuse(exemption, stack)}`),
    ];
}

function lineOf(finding: ReportedFinding): string {
    const where = finding.source === undefined ? "" : ` (${position(finding.source)})`;
    return `${subject(finding.urn)}: ${statement(finding)}${where}`;
}

function countsOf(cases: readonly Case[]) {
    return { tests: cases.length, failures: numberOf(cases, "failure"), errors: numberOf(cases, "error") };
}

function numberOf(cases: readonly Case[], outcome: Case["outcome"]): number {
    return cases.filter((one) => one.outcome === outcome).length;
}
