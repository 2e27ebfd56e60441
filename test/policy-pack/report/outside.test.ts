import { expect } from "chai";

import { jsonReport, readReport } from "../../../policy-pack/report/json";
import { junitReport } from "../../../policy-pack/report/junit";
import { markdownReport } from "../../../policy-pack/report/markdown";
import type { Report } from "../../../policy-pack/report/report";
import { sarifReport } from "../../../policy-pack/report/sarif";
import { newSince } from "../../../policy-pack/report/since";
import { terminalReport } from "../../../policy-pack/report/terminal";
import { empty, full } from "./sample";

const secret = "hunter2-from-a-property";

/** The same, with a value in each object that the model of the report doesn't know. */
function spiked<T>(value: T): T {
    if (Array.isArray(value)) return value.map(spiked) as T;
    if (typeof value !== "object" || value === null) return value;
    const entries = Object.entries(value as object).map(([key, one]): [string, unknown] => [key, spiked(one)]);
    return Object.fromEntries([...entries, ["value", secret], ["properties", { [secret]: secret }]]) as T;
}

const formats: Record<string, (report: Report) => string> = {
    terminal: (report) => terminalReport(report, { color: true, width: 80 }),
    SARIF: (report) => sarifReport(report),
    JUnit: junitReport,
    Markdown: (report) => markdownReport(report, { base: spiked(empty) }),
    "Markdown that is cut": (report) => markdownReport(report, { limit: 1_500 }),
    JSON: jsonReport,
    "JSON that was read": (report) => JSON.stringify(readReport(JSON.stringify(report), "base.json")),
    "what is new": (report) => jsonReport(newSince(report, spiked(empty)).report),
};

describe("a report", () => {
    for (const [format, write] of Object.entries(formats)) {
        it(`never shows what is no part of its model: ${format}`, () => {
            expect(JSON.stringify(spiked(full))).to.include(secret);
            expect(write(spiked(full))).not.to.include(secret);
        });
    }
});
