import { expect } from "chai";
import * as fc from "fast-check";

import type { LogEntry } from "../../../policy-pack/findings-log";
import { reportFromLog } from "../../../policy-pack/report/from-log";
import { rules, violation, web } from "./sample";

describe("the report of a run", () => {
    const findings = [
        violation,
        { ...violation, path: "tags" },
        { ...violation, urn: web },
        { ...violation, urn: undefined },
    ];
    const remediations = ["imdsv2", "required-tags"].flatMap((rule) =>
        ["web", "nodes"].map((name) => ({ rule, urn: `urn:pulumi:s::p::t::${name}`, path: "tags" })),
    );
    const found: LogEntry[] = [
        ...findings.map((finding) => ({ finding })),
        ...remediations.map((remediation) => ({ remediation })),
    ];
    const read = (entries: readonly LogEntry[]) => {
        const log = [{ project: "shop", stack: "production", rules }, ...entries]
            .map((entry) => JSON.stringify(entry))
            .join("\n");
        return reportFromLog(log, new Map(), "2026-11-28T01:20:00Z")?.report;
    };

    it("is the same in whatever order the engine asked about the resources", () => {
        fc.assert(
            fc.property(fc.shuffledSubarray(found, { minLength: found.length }), (shuffled) => {
                expect(read(shuffled)).to.deep.equal(read(found));
            }),
        );
    });
});
