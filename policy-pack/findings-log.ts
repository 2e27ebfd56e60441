import * as fs from "node:fs";

import type { Exemption } from "./exemptions";
import type { Remediation, ReportedFinding, ReportedRule } from "./report/report";

/** One line of the log that a run of the pack writes for its report, as JSON. */
export type LogEntry =
    | { readonly rules: readonly ReportedRule[]; readonly project: string; readonly stack: string }
    | { readonly resource: string }
    | { readonly finding: ReportedFinding }
    | { readonly remediation: Remediation }
    /** The whole stack has been looked at. */
    | { readonly unusedExemptions: readonly Exemption[] };

/**
 * Where the pack tells everything that it finds: the engine's own events leave out what to do about it. At once, since
 * the engine ends the pack without a word.
 */
export type Log = (entry: LogEntry) => void;

/** Appends to the file; without one nothing is logged. */
export function fileLog(file: string | undefined): Log {
    if (file === undefined || file === "") return () => undefined;
    return (entry) => {
        fs.appendFileSync(file, `${JSON.stringify(entry)}\n`);
    };
}
