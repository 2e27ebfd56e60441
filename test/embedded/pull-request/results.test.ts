import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";

import { expect } from "chai";

import { UserError } from "../../../embedded/errors";
import { readNumber, readResult, writeNumber, writePlan } from "../../../embedded/pull-request/results";
import { jsonReport } from "../../../policy-pack/report/json";
import { plan, report } from "./sample";

describe("the results that a run leaves", () => {
    let folder: string;

    beforeEach(() => {
        folder = fs.mkdtempSync(path.join(os.tmpdir(), "results-"));
    });

    afterEach(() => {
        fs.rmSync(folder, { recursive: true });
    });

    const put = (name: string, text: string) => {
        fs.mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
        fs.writeFileSync(path.join(folder, name), text);
    };

    it("are read as they were written", () => {
        writePlan(folder, plan);
        writeNumber(folder, 12);
        put("policy-production.json", jsonReport(report));
        put("base/policy-production.json", jsonReport({ ...report, findings: [] }));
        expect(readNumber(folder)).to.equal(12);
        expect(readResult(folder, "production")).to.deep.equal({
            stack: "production",
            plan,
            policies: report,
            basePolicies: { ...report, findings: [] },
        });
    });

    it("are missing where the run did not get there", () => {
        expect(readNumber(folder)).to.be.undefined;
        expect(readResult(folder, "production")).to.deep.equal({
            stack: "production",
            plan: undefined,
            policies: undefined,
            basePolicies: undefined,
        });
    });

    const refused: Record<string, [text: string, says: RegExp]> = {
        "another shape": [JSON.stringify({ ...plan, created: [{ type: 1 }] }), /created\[0\]\.type is not text/],
        "no JSON": ["{", /is not valid JSON/],
        "another stack": [JSON.stringify({ ...plan, stack: "staging" }), /is about another stack/],
        "too much": [" ".repeat(11_000_000), /is larger than/],
    };
    for (const [what, [text, says]] of Object.entries(refused)) {
        it(`are refused where a file has ${what}`, () => {
            put("plan-production.json", text);
            expect(() => readResult(folder, "production")).to.throw(UserError, says);
        });
    }

    it("are refused where a report is none, or a number is none", () => {
        put("policy-production.json", JSON.stringify({ version: 1 }));
        expect(() => readResult(folder, "production")).to.throw(UserError, /is not a report/);
        put("pull-request.json", JSON.stringify({ number: "12/../13" }));
        expect(() => readNumber(folder)).to.throw(UserError, /number is not a number/);
    });

    it("are refused where a file or a folder is a link to elsewhere", () => {
        const elsewhere = fs.mkdtempSync(path.join(os.tmpdir(), "elsewhere-"));
        try {
            fs.writeFileSync(path.join(elsewhere, "policy-production.json"), jsonReport(report));
            const link = path.join(folder, "policy-production.json");
            fs.symlinkSync(path.join(elsewhere, "policy-production.json"), link);
            expect(() => readResult(folder, "production")).to.throw(UserError, /is not a plain file/);
            fs.rmSync(link);
            fs.symlinkSync(elsewhere, path.join(folder, "base"));
            expect(() => readResult(folder, "production")).to.throw(UserError, /is not a plain file/);
        } finally {
            fs.rmSync(elsewhere, { recursive: true });
        }
    });

    it("have nothing in them that was not asked for", () => {
        put("plan-production.json", JSON.stringify({ ...plan, extra: "<script>" }));
        expect(readResult(folder, "production").plan).to.deep.equal(plan);
    });
});
