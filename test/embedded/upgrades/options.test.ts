import { expect } from "chai";

import { readOptions } from "../../../embedded/upgrades/options";

describe("the options of the upgrade commands", () => {
    it("are all records with today's stack files, unless something else is said", () => {
        expect(readOptions(["check"])).to.deep.equal({
            ...{ command: "check", choice: { stack: undefined, release: undefined } },
            ...{ config: "today", output: "upgrade-report" },
        });
        const args = ["check", "--stack", "staging", "--release", "0.1.0", "--config", "recorded", "--output", "out"];
        expect(readOptions(args)).to.deep.equal({
            ...{ command: "check", choice: { stack: "staging", release: "0.1.0" }, config: "recorded", output: "out" },
        });
    });

    it("name the stack and the release to record", () => {
        expect(readOptions(["record", "--stack", "staging", "--release", "0.1.0", "--from", "a"])).to.deep.equal({
            ...{ command: "record", stack: "staging", release: "0.1.0", from: "a" },
        });
    });

    const wrong: Readonly<Record<string, readonly [string[], RegExp]>> = {
        "no command": [[], /check or record/],
        "a word too many": [["check", "staging"], /no such word/],
        "a config that there isn't": [["check", "--config", "old"], /CONFIG is today or recorded/],
        "an option that there isn't": [["check", "--stak", "x"], /usage/],
        "no stack to record": [["record", "--release", "0.1.0"], /which stack/],
        "a stack that is a path": [["record", "--stack", "../x", "--release", "0.1.0"], /which stack/],
        "no release": [["record", "--stack", "staging"], /RELEASE is a version/],
        "a release that is a path": [["record", "--stack", "staging", "--release", "../1"], /RELEASE is a version/],
    };
    for (const [what, [args, message]] of Object.entries(wrong)) {
        it(`are refused: ${what}`, () => {
            expect(() => readOptions(args)).to.throw(message);
        });
    }
});
