import { expect } from "chai";
import * as fc from "fast-check";

import type { Report } from "../../../policy-pack/report/report";
import { newSince } from "../../../policy-pack/report/since";
import { advisory, empty, exemption, full, reports, undetermined, violation, web } from "./sample";

const withFindings = (...findings: Report["findings"]): Report => ({ ...empty, findings });

const nothing = { findings: [], remediations: [], unusedExemptions: [] };

describe("what is new since another report", () => {
    it("is what the other one lacks, and what it alone has is gone", () => {
        const since = newSince(withFindings(violation, undetermined), withFindings(advisory, undetermined));
        expect(since.report.findings).to.deep.equal([violation]);
        expect(since.gone).to.deep.equal([advisory]);
    });

    it("is everything where the other one has nothing", () => {
        expect(newSince(full, empty)).to.deep.equal({ report: full, gone: [] });
        expect(newSince(empty, full).gone).to.deep.equal(full.findings);
    });

    it("is nothing since itself, in whatever order it is and however often it has the same", () => {
        fc.assert(
            fc.property(reports(), (report) => {
                const turned: Report = {
                    ...report,
                    findings: [...report.findings, ...report.findings].reverse(),
                    remediations: [...report.remediations].reverse(),
                    unusedExemptions: [...report.unusedExemptions].reverse(),
                };
                for (const [one, base] of [[report, turned], [turned, report], [report, report]] as const) {
                    expect(newSince(one, base)).to.deep.equal({ report: { ...one, ...nothing }, gone: [] });
                }
            }),
        ); // prettier-ignore
    });

    it("is the same when it is asked again", () => {
        fc.assert(
            fc.property(reports(), reports(), (report, base) => {
                const once = newSince(report, base);
                expect(newSince(once.report, base).report).to.deep.equal(once.report);
            }),
        );
    });

    it("goes by rule, resource, property and kind: neither line nor words make a finding new", () => {
        const moved = { ...violation, message: "is missing", source: { file: "shop.ts", line: 1 } };
        expect(newSince(withFindings(moved), withFindings(violation)).report.findings).to.deep.equal([]);
        for (const other of [
            { ...violation, rule: "rds-private" },
            { ...violation, urn: web },
            { ...violation, urn: undefined },
            { ...violation, path: "kmsKeyId" },
            { ...violation, kind: "undetermined" as const },
        ]) {
            const since = newSince(withFindings(other), withFindings(violation));
            expect(since.report.findings).to.deep.equal([other]);
            expect(since.gone).to.deep.equal([violation]);
        }
    });

    it("is a violation whose exemption ended, or that stops the update only now, and one that was made exempt", () => {
        const excused = { ...violation, exemption };
        for (const [now, before] of [
            [violation, excused],
            [{ ...violation, expired: exemption }, excused],
            [violation, { ...violation, level: "advisory" as const }],
            [excused, violation],
        ] as const) {
            const since = newSince(withFindings(now), withFindings(before));
            expect(since.report.findings).to.deep.equal([now]);
            expect(since.gone).to.deep.equal([]);
        }
    });
});
