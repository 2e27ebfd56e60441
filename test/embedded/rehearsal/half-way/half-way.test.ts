import { expect } from "chai";

import { asksForRecovery } from "../../../../embedded/rehearsal/half-way/half-way";
import { change, ran } from "../sample";

const changeOf = (name: string, failed: boolean) => change("aws:ec2/route:Route", name, { failed });
/** An update that ended at these. */
const endedAt = (...names: string[]) =>
    ran(
        names.map((name) => changeOf(name, true)),
        { ok: false },
    );

describe("an update amid failures", () => {
    it("asks for a recovery where something exists already", () => {
        expect(asksForRecovery(ran([], { ok: false, output: "EntityAlreadyExists: role" }), undefined)).to.equal(true);
        expect(asksForRecovery(ran([], { output: "a warning of what exists" }), undefined)).to.equal(false);
    });

    it("asks for one where the same fails as in the update before, and not where another does", () => {
        expect(asksForRecovery(endedAt("a"), undefined)).to.equal(false);
        expect(asksForRecovery(endedAt("a"), endedAt("b"))).to.equal(false);
        expect(asksForRecovery(endedAt("a", "b"), endedAt("c", "b"))).to.equal(true);
        const made = ran([changeOf("a", false)], { ok: false });
        expect(asksForRecovery(made, endedAt("a"))).to.equal(false);
    });
});
