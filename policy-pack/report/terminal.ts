import type { Report, ReportedFinding, ReportedRule } from "./report";
import { byStanding, standingOf } from "./standing";
import { summaryLine } from "./summary";
import {
    controlList,
    count,
    endedExcuse,
    excuse,
    groups,
    position,
    printable,
    printableLines,
    statement,
    subject,
} from "./words";

export interface TerminalOptions {
    readonly color: boolean;
    /** Columns of the terminal. */
    readonly width: number;
}

/** How many undetermined findings of a rule are told one by one. */
const few = 3;

const styles = { red: "31", yellow: "33", green: "32", bold: "1", dim: "2" };

type Style = keyof typeof styles;

/** The report for a person, in the order in which it matters. Ends with one line of counts. */
export function terminalReport(report: Report, options: TerminalOptions): string {
    return new Page(report, options).print();
}

class Page {
    private readonly lines: string[] = [];
    /** URNs by what their resource is called. */
    private readonly called = new Map<string, Set<string>>();

    constructor(
        private readonly report: Report,
        private readonly options: TerminalOptions,
    ) {
        const urns = report.findings.flatMap(({ urn }) => urn ?? []);
        for (const [name, ofName] of groups(urns, subject)) this.called.set(name, new Set(ofName));
    }

    print(): string {
        const { violation, advisory, undetermined, unseen, fault, exempt } = byStanding(this.report.findings);
        this.byResource("red", "Violations: they stop the update", violation);
        this.byResource("yellow", "Advisory", advisory);
        this.undetermined(undetermined);
        this.byResource("bold", "Unseen: the rules can't look inside", unseen);
        this.faults(fault);
        this.byResource("bold", "Exempt", exempt);
        this.unusedExemptions();
        this.remediations();
        this.fixes();
        this.summary();
        return `${this.lines.join("\n")}\n`;
    }

    private byResource(style: Style, title: string, findings: readonly ReportedFinding[]): void {
        this.section(style, title, findings, () => {
            for (const [, ofResource] of groups(findings, ({ urn }) => urn ?? "")) this.resource(ofResource);
        });
    }

    private resource(findings: readonly ReportedFinding[]): void {
        const { urn, source } = findings[0] ?? {};
        this.text(2, source === undefined ? subject(urn) : `${subject(urn)}, ${position(source)}`, "bold");
        if (urn !== undefined && this.hasNamesake(urn)) this.text(4, urn, "dim");
        for (const finding of findings) {
            this.text(4, `${finding.rule}: ${statement(finding)}`);
            if (finding.exemption) this.text(6, excuse(finding.exemption, this.report.stack), "dim");
            if (finding.expired) this.text(6, endedExcuse(finding.expired, this.report.stack), "yellow");
        }
    }

    /** Name and type are enough for a reader, but where another resource has the same. */
    private hasNamesake(urn: string): boolean {
        return (this.called.get(subject(urn))?.size ?? 0) > 1;
    }

    private undetermined(findings: readonly ReportedFinding[]): void {
        this.section("bold", "Undetermined: only the update will know", findings, () => {
            for (const [rule, ofRule] of groups(findings, (finding) => finding.rule)) {
                if (ofRule.length > few) {
                    const resources = new Set(ofRule.map(({ urn }) => urn)).size;
                    const places = `${count(ofRule.length, "place")} in ${count(resources, "resource")}`;
                    this.text(2, `${rule}: ${places}`);
                    continue;
                }
                this.text(2, rule);
                for (const finding of ofRule) this.text(4, `${subject(finding.urn)}: ${statement(finding)}`);
            }
        });
    }

    private faults(findings: readonly ReportedFinding[]): void {
        this.section("red", "Faults: these rules failed, which stops the update", findings, () => {
            for (const { rule, urn, message } of findings) {
                this.text(2, urn === undefined ? rule : `${rule}, at ${subject(urn)}`, "bold");
                this.code(4, message);
            }
        });
    }

    private unusedExemptions(): void {
        const { unusedExemptions, stack } = this.report;
        this.section("yellow", "Unused exemptions: nothing needs them", unusedExemptions, () => {
            for (const exemption of unusedExemptions) {
                this.text(2, `${exemption.rule} at ${exemption.urn}`);
                this.text(4, excuse(exemption, stack), "dim");
            }
        });
    }

    private remediations(): void {
        const { remediations } = this.report;
        this.section("bold", "Changed by the rules", remediations, () => {
            for (const { rule, urn, path } of remediations) this.text(2, `${subject(urn)}: ${path} (${rule})`);
        });
    }

    private fixes(): void {
        const toFix = new Set(
            this.report.findings
                .filter((finding) => ["violation", "advisory"].includes(standingOf(finding)))
                .map(({ rule }) => rule),
        );
        const rules = this.report.rules.filter(({ id }) => toFix.has(id));
        this.section("bold", "How to fix", rules, () => {
            for (const rule of rules) this.fix(rule);
        });
    }

    private fix({ id, severity, controls, what, why, fix, url }: ReportedRule): void {
        this.text(2, `${id} (${[severity, controlList(controls)].filter((part) => part !== "").join("; ")})`, "bold");
        this.text(4, `${what} ${why}`);
        this.code(4, fix);
        this.text(4, url, "dim");
    }

    private summary(): void {
        const { findings, resources } = this.report;
        if (resources === 0) this.text(0, "No resources: there was nothing to look at.");
        else if (findings.length === 0) this.text(0, "Every resource obeys every rule.", "green");
        const { violation, fault, advisory } = byStanding(findings);
        const stops = violation.length + fault.length > 0;
        // Never wrapped: it is what a script looks for.
        this.line(0, summaryLine(this.report), stops ? "red" : advisory.length > 0 ? "yellow" : "green");
    }

    private section(style: Style, title: string, elements: readonly unknown[], print: () => void): void {
        if (elements.length === 0) return;
        this.text(0, title, style);
        print();
        this.lines.push("");
    }

    /** A paragraph, wrapped. */
    private text(indent: number, text: string, style?: Style): void {
        const wrapped = wrap(printable(text), Math.max(this.options.width, 40) - indent);
        for (const line of wrapped) this.line(indent, line, style);
    }

    /** Lines as they are. */
    private code(indent: number, text: string): void {
        for (const line of printableLines(text)) this.line(indent, line, "dim");
    }

    private line(indent: number, text: string, style?: Style): void {
        const painted = this.options.color && style !== undefined ? `\x1b[${styles[style]}m${text}\x1b[0m` : text;
        this.lines.push(`${" ".repeat(indent)}${painted}`.trimEnd());
    }
}

/** Broken at spaces, further lines set in by two. What has no space stays whole, to be copied. */
function wrap(text: string, width: number): string[] {
    const lines: string[] = [];
    let line = "";
    for (const word of text.split(" ")) {
        const longer = line === "" ? word : `${line} ${word}`;
        if (line.trim() !== "" && longer.length > width) {
            lines.push(line);
            line = `  ${word}`;
        } else {
            line = longer;
        }
    }
    return [...lines, line];
}
