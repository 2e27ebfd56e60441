import * as fs from "node:fs";
import * as path from "node:path";

import { jsonReport } from "../../policy-pack/report/json";
import { junitReport } from "../../policy-pack/report/junit";
import { markdownReport } from "../../policy-pack/report/markdown";
import type { Report } from "../../policy-pack/report/report";
import { sarifReport } from "../../policy-pack/report/sarif";

/**
 * Writes the report in every form.
 *
 * @param base The report that a pull request is held against, if any.
 * @param folder Made where it is missing.
 * @returns The files, and the report as JSON.
 */
export function writeReports(report: Report, base: Report | undefined, folder: string) {
    const json = jsonReport(report);
    const name = (ending: string) => path.join(folder, `policy-${report.stack}.${ending}`);
    const files = new Map([
        [name("json"), json],
        [name("sarif"), sarifReport(report)],
        // GitHub's code scanning would raise an alert for what is exempt or undetermined too.
        [name("alerts.sarif"), sarifReport(report, { onlyAlerts: true })],
        [name("junit.xml"), junitReport(report)],
        [name("md"), markdownReport(report, { base, whole: name("json") })],
    ]);
    fs.mkdirSync(folder, { recursive: true });
    for (const [file, text] of files) {
        fs.writeFileSync(file, text);
    }
    return { files: [...files.keys()], json };
}
