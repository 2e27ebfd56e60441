import * as fs from "node:fs";
import * as path from "node:path";

import { htmlReport } from "./html-report";
import { markdownReport } from "./markdown-report";
import type { OperationSum } from "./moto/calls";
import type { StepResult } from "./rehearse";

export interface Report {
    readonly stack: string;
    readonly started: Date;
    readonly results: readonly StepResult[];
    readonly calls: readonly OperationSum[];
}

/** Writes the report in every form, into `rehearsal-report/`; returns the files. */
export function writeReports(report: Report, folder = "rehearsal-report"): string[] {
    const name = (ending: string) => path.join(folder, `${report.stack}.${ending}`);
    const files = new Map([
        [name("md"), markdownReport(report)],
        [name("html"), htmlReport(report)],
    ]);
    fs.mkdirSync(folder, { recursive: true });
    for (const [file, text] of files) fs.writeFileSync(file, text);
    return [...files.keys()];
}

/** How many calls each side answered, and how long that took moto and its extension together. */
export function whoAnswered(calls: readonly OperationSum[]) {
    const found = { moto: 0, extension: 0, nobody: 0, seconds: 0 };
    for (const { served, calls: count, ms } of calls) {
        found[served] += count;
        found.seconds += ms / 1000;
    }
    return found;
}
