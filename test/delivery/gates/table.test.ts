import { expect } from "chai";
import * as fc from "fast-check";

import { gatesTable } from "../../../delivery/gates/table";
import type { GateResult } from "../../../delivery/release/release";

describe("the table of gates", () => {
    it("has a line a gate, further lines of a long detail below, and the counts", () => {
        const results: GateResult[] = [
            { gate: "endpoints", workload: "recipes", result: "pass", detail: "2 ready endpoints; blue has 2" },
            {
                gate: "smoke",
                workload: "recipes",
                result: "fail",
                detail: "GET /: expected 200, got 500 with an empty body",
            },
            { gate: "alarms", result: "waived", by: "ada@laptop", detail: "known" },
        ];
        expect(gatesTable(results, 70).split("\n")).to.deep.equal([
            "gate       workload  result  detail",
            "endpoints  recipes   pass    2 ready endpoints; blue has 2",
            "smoke      recipes   fail    GET /: expected 200, got 500 with an",
            "                             empty body",
            "alarms               waived  by ada@laptop: known",
            "",
            "3 gates: 1 pass, 1 fail, 1 waived",
        ]);
    });

    it("loses no word at any width", () => {
        const words = fc.array(fc.stringMatching(/^[a-z]{1,20}$/), { minLength: 1 });
        fc.assert(
            fc.property(words, fc.nat(200), (detail, width) => {
                const table = gatesTable([{ gate: "smoke", result: "pass", detail: detail.join(" ") }], width);
                const body = table.split("\n").slice(1, -2).join(" ").split(/\s+/);
                expect(body.filter((word) => word !== "")).to.deep.equal(["smoke", "pass", ...detail]);
            }),
        );
    });
});
