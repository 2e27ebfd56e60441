import { expect } from "chai";

import { realWorld } from "../../../delivery/verbs/real-world";
import { newRelease } from "../run/fake-world";
import { fakeContext } from "./fake-context";

describe("the world of a verb", () => {
    it("waits less for the journal where the traffic is to go back", async () => {
        const { context } = fakeContext({ verb: "promote" });
        const waits: (number | undefined)[] = [];
        const journal = {
            read: () => Promise.resolve(undefined),
            save: (_release: unknown, milliseconds?: number) => {
                waits.push(milliseconds);
                return Promise.resolve();
            },
        };
        const world = realWorld({ ...context, journal }, {} as never, { moved: () => undefined } as never);
        for (const phase of ["canary", "rollingBack", "rolledBack"] as const) await world.save(newRelease({ phase }));
        expect(waits).to.deep.equal([undefined, 2_000, undefined]);
    });
});
