import { expect } from "chai";

import { checkGroup } from "../../../delivery/verbs/group-option";

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
});
