import { expect } from "chai";

import type { Options } from "../../../delivery/options";
import { checkGroup, checkGroupOption } from "../../../delivery/verbs/group-option";

describe("--group", () => {
    it("names a group of the stack, or nothing", () => {
        checkGroup(undefined, [], "local");
        checkGroup("checkout", ["search", "checkout"], "local");
    });

    it("is refused for another one, with the nearest", () => {
        expect(() => {
            checkGroup("chekout", ["search", "checkout"], "local");
        }).to.throw("--group chekout: the stack local has no such group; did you mean checkout?");
        expect(() => {
            checkGroup("checkout", [], "local");
        }).to.throw("--group checkout: the stack local has no groups: leave --group out");
    });

    it("is looked for in the journal first by a way back, since somebody may have taken the group out of the file", () => {
        const check = (verb: string) => () => {
            checkGroupOption({ verb, group: "checkout", stack: "local" } as Options, ["search"]);
        };
        for (const verb of ["rollback", "abort"]) expect(check(verb)).not.to.throw();
        for (const verb of ["deploy", "promote", "release resume"]) expect(check(verb)).to.throw(/no such group/);
    });
});
