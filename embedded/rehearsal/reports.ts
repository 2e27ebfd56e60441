import * as fs from "node:fs";
import * as path from "node:path";

import { htmlReport } from "./html-report";
import { figuresOf } from "./json-report";
import { markdownReport } from "./markdown-report";
import type { Call } from "./moto/calls";
import type { StepResult } from "./rehearse";

export interface Report {
    readonly stack: string;
    readonly started: Date;
    readonly results: readonly StepResult[];
    readonly calls: readonly Call[];
}

const folder = "rehearsal-report";

/**
 * Writes the report in every form, into `rehearsal-report/`, and copies what it was made of to a folder beside it.
 *
 * @param sources The engine's logs of events, the file of calls.
 * @returns What it wrote.
 */
export function writeReports(report: Report, sources: readonly string[]): string[] {
    const name = (ending: string) => path.join(folder, `${report.stack}.${ending}`);
    const files = new Map([
        [name("md"), markdownReport(report)],
        [name("html"), htmlReport(report)],
        [name("json"), `${JSON.stringify(figuresOf(report), null, 4)}\n`],
    ]);
    fs.mkdirSync(folder, { recursive: true });
    for (const [file, text] of files) fs.writeFileSync(file, text);
    fs.rmSync(name("sources"), { recursive: true, force: true });
    for (const source of sources)
        fs.cpSync(source, path.join(name("sources"), path.basename(source)), { recursive: true });
    return [...files.keys(), name("sources")];
}

/** How many calls each side answered. */
export function whoAnswered(calls: readonly Call[]) {
    const found = { moto: 0, extension: 0, nobody: 0 };
    for (const { served } of calls) found[served]++;
    return found;
}
