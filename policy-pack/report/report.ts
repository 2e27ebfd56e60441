import type { Exemption } from "../exemptions";
import type { Finding } from "../finding";
import type { ConfiguredLevel, Control, Level, Severity } from "../rule";

/** Where the program registered a resource. */
export interface SourcePosition {
    /** Relative to the project. */
    readonly file: string;
    readonly line: number;
    readonly column?: number;
}

/** A finding, and what it comes to in this stack. */
export interface ReportedFinding extends Finding {
    /** What the stack's policy config makes of a violation. A fault is always mandatory, the other kinds are advisory. */
    readonly level: Level;
    /** It stands in place of the violation: the update goes on. */
    readonly exemption?: Exemption;
    /** An exemption that has ended: the violation counts, and this is who to ask. */
    readonly expired?: Exemption;
    readonly source?: SourcePosition;
}

/** A property that a rule wrote in place of telling. */
export interface Remediation {
    readonly rule: string;
    readonly urn: string;
    readonly path: string;
}

/** A rule as a report tells it. */
export interface ReportedRule {
    readonly id: string;
    /** As the stack's policy config has it. */
    readonly level: ConfiguredLevel;
    readonly severity: Severity;
    readonly what: string;
    readonly why: string;
    readonly fix: string;
    readonly controls: readonly Control[];
    /** Address of its page. */
    readonly url: string;
}

/** Everything that one run of the pack found. What `--json` prints, and `--since` reads. */
export interface Report {
    readonly version: 1;
    readonly project: string;
    readonly stack: string;
    /** When it was made: `2026-11-28T01:20:00Z`. */
    readonly time: string;
    /** How many resources the rules saw. */
    readonly resources: number;
    readonly rules: readonly ReportedRule[];
    readonly findings: readonly ReportedFinding[];
    readonly remediations: readonly Remediation[];
    /** Exemptions that nothing needed. */
    readonly unusedExemptions: readonly Exemption[];
}

/** Whether a finding stops the update: a mandatory violation that nothing exempts, or a fault. */
export function stopsTheUpdate({ kind, level, exemption }: ReportedFinding): boolean {
    return kind === "fault" || (kind === "violation" && level === "mandatory" && exemption === undefined);
}

/** What stands in a report for what no rule can see. It is told among the rules, and is none. */
export const unseenId = "unseen-resources";
