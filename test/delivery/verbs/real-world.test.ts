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

    it("updates everything with the policy pack, whatever the verb, and nothing less", async () => {
        const { context } = fakeContext({ verb: "release resume" });
        const packs: unknown[] = [];
        const stack = {
            update: (what: string, { policyPack }: { policyPack?: string }) => packs.push([what, policyPack]),
        };
        const world = realWorld({ ...context, stack } as unknown as typeof context, {} as never, {} as never);
        for (const what of ["everything", "traffic", "size"] as const) await world.update(what, newRelease());
        expect(packs).to.deep.equal([
            ["everything", context.policies.pack],
            ["traffic", undefined],
            ["size", undefined],
        ]);
    });
});
