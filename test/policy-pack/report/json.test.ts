import { expect } from "chai";
import * as fc from "fast-check";

import { jsonReport, readReport } from "../../../policy-pack/report/json";
import { empty, full, reports } from "./sample";

const reading = (raw: unknown) => () => readReport(JSON.stringify(raw), "base.json");

describe("the report as JSON", () => {
    it("is read as it was written", () => {
        expect(readReport(jsonReport(full), "base.json")).to.deep.equal(JSON.parse(JSON.stringify(full)));
        fc.assert(
            fc.property(reports(), (report) => {
                const read = readReport(jsonReport(report), "base.json");
                expect(JSON.stringify(sorted(read))).to.equal(JSON.stringify(sorted(report)));
            }),
        );
    });

    it("says which file is none, and the first thing that is wrong with it", () => {
        expect(() => readReport("{", "base.json")).to.throw("base.json is not a report: it is not valid JSON");
        expect(reading([])).to.throw("base.json is not a report: it is not an object");
        expect(reading({ ...empty, stack: 7 })).to.throw("base.json is not a report: stack is not text");
        expect(reading({ ...empty, resources: -1 })).to.throw("resources is not a number from 0");
        expect(reading({ ...empty, time: "today" })).to.throw("time is not a time in UTC");
        const [first, ...rest] = full.findings;
        expect(reading({ ...full, findings: [{ ...first, kind: "odd" }, ...rest] })).to.throw(
            'findings[0].kind is not "violation" or "undetermined" or "unseen" or "fault"',
        );
        expect(reading({ ...full, findings: {} })).to.throw("findings is not a list");
        expect(reading({ ...full, rules: undefined })).to.throw("rules is not a list");
    });

    it("says so where the file is of another version", () => {
        expect(reading({ version: 2 })).to.throw("base.json is a report of version 2, and this pack reads version 1");
        expect(reading({ ...empty, version: undefined })).to.throw("base.json is not a report: version is not 1");
    });

    it("never repeats what the file has", () => {
        for (const wrong of [
            { ...empty, stack: ["hunter2"] },
            { ...empty, time: "hunter2" },
        ]) {
            expect(reading(wrong)).to.throw().with.property("message").that.does.not.include("hunter2");
        }
        expect(() => readReport("hunter2", "base.json"))
            .to.throw()
            .with.property("message")
            .not.include("hunter2");
    });

    it("takes a framework that it doesn't know from a later pack", () => {
        const [rule] = empty.rules;
        const later = { ...empty, rules: [{ ...rule, controls: [{ framework: "NIST", id: "SC-28" }] }] };
        expect(reading(later)).not.to.throw();
    });
});

/** The same keys in the same order. */
function sorted(value: unknown): unknown {
    if (Array.isArray(value)) return value.map(sorted);
    if (typeof value !== "object" || value === null) return value;
    const entries = Object.entries(value).filter(([, one]) => one !== undefined);
    return Object.fromEntries(entries.sort(([one], [other]) => (one < other ? -1 : 1)).map(([k, v]) => [k, sorted(v)]));
}
