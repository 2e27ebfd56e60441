import { expect } from "chai";

import { abort, rollback } from "../../../delivery/verbs/rollback";
import { failure } from "../failure";
import { newRelease } from "../run/fake-world";
import { fakeContext } from "./fake-context";

const done = { phase: "done", promotedAt: "1970-01-01T00:00:00.000Z" } as const;
const [blue, green] = [
    { blue: 100, green: 0 },
    { blue: 0, green: 100 },
];

describe("alchemorsel rollback", () => {
    it("tells who is left alone: the release of another group, from whose process it took the lock", async () => {
        const { context, stack, told, write } = fakeContext({ verb: "rollback" }, ["checkout"]);
        stack.routes.recipes = green;
        stack.values.activeColor = "green";
        await write(newRelease(done));
        await write(newRelease({ group: "checkout", id: "2-green", phase: "canary", step: 0 }));
        const { release } = await rollback(context);
        expect(release?.phase).to.equal("rolledBack");
        expect(stack.routes.recipes).to.deep.equal(blue);
        expect(told.filter((line) => line.startsWith("warning"))).to.deep.equal([
            "warning: the release 2-green is a canary, and nobody watches it any more: " +
                "alchemorsel release resume --group checkout, or alchemorsel abort --group checkout",
        ]);
    });

    it("takes back a group that is in the stack's file no more, and writes no part of it there", async () => {
        const { context, stack, told, write } = fakeContext({ verb: "rollback", group: "checkout" });
        stack.routes.recipes = green;
        await write(newRelease({ ...done, group: "checkout" }));
        const { release } = await rollback(context);
        expect(release?.phase).to.equal("rolledBack");
        expect(stack.routes.recipes).to.deep.equal(blue);
        expect(stack.written).to.deep.equal([]);
        expect(told.join("\n")).to.match(/recipes: no longer of the group checkout/);
    });

    it("is refused for a group that was never there, with the nearest", async () => {
        for (const verb of [rollback, abort]) {
            const { context } = fakeContext({ verb: "rollback", group: "chekout" }, ["checkout"]);
            expect((await failure(verb(context))).message).to.match(/no such group; did you mean checkout/);
        }
    });
});
