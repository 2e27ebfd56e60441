import * as fs from "node:fs";
import * as path from "node:path";

import { expect } from "chai";

import { helpText, readNumber, selectParts } from "../../../bench/delivery/parts";
import { parts } from "../../../bench/delivery/table-of-parts";
import { benchTools } from "../../../bench/delivery/tools";
import { tools } from "../../../embedded/tools";

const names = (wanted: string | undefined) => selectParts(parts, wanted).map(({ name }) => name);

describe("the parts of make bench-delivery", () => {
    it("are all of them where none is named", () => {
        expect(names(undefined)).to.deep.equal(parts.map(({ name }) => name));
        expect(names("")).to.deep.equal(names(undefined));
        expect(new Set(names(""))).to.have.lengthOf(parts.length);
    });

    it("are those that are named, by name or by group, in the table's order", () => {
        expect(names("memory,bad-argo")).to.deep.equal(["memory", "bad-argo"]);
        expect(names("bad")).to.deep.equal(["bad-alchemorsel", "bad-argo", "bad-flagger"]);
    });

    it("are refused where one isn't known, with all problems and those that there are", () => {
        expect(() => names("goo,bad,x")).to.throw(/no part goo; the parts are good-alchemorsel.*[^]*no part x/);
    });

    it("take whole numbers alone, of turns and of requests", () => {
        expect([undefined, "", "2"].map((value) => readNumber("COUNT", value))).to.deep.equal([
            undefined,
            undefined,
            2,
        ]);
        for (const wrong of ["0", "-1", "1.5", "two", "2 "]) expect(() => readNumber("RATE", wrong)).to.throw(/RATE/);
    });

    it("say how long each takes", () => {
        for (const { name, minutes } of parts) expect(helpText(parts)).to.match(new RegExp(`${name} +${minutes} `));
    });

    for (const tool of benchTools) {
        it(`build ${tool.name} of the version that its go.mod pins, and no other command does`, () => {
            const pins = fs.readFileSync(path.join(tool.folder, "go.mod"), "utf8");
            expect(pins).to.contain(`${tool.module} ${tool.version}`);
            expect(tools.map(({ name }) => name as string)).not.to.include(tool.name);
        });
    }
});
