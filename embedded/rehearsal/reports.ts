import * as fs from "node:fs";
import * as path from "node:path";

import { htmlReport } from "./html-report";
import { markdownReport } from "./markdown-report";
import type { StepResult } from "./rehearse";

/** Who answered how many calls of one operation. */
export interface ServedCalls {
    readonly service: string;
    readonly operation: string;
    readonly served: "moto" | "extension" | "nobody";
    readonly count: number;
}

export interface Report {
    readonly stack: string;
    readonly started: Date;
    readonly results: readonly StepResult[];
    readonly calls: readonly ServedCalls[];
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

/** How many calls each side answered. */
export function callCounts(calls: readonly ServedCalls[]): Record<ServedCalls["served"], number> {
    const found = { moto: 0, extension: 0, nobody: 0 };
    for (const { served, count } of calls) found[served] += count;
    return found;
}
