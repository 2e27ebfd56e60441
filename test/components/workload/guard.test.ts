import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";

import { perColor } from "../../../components/colors";
import { createGuard, type Guard } from "../../../components/workload/guard";
import type { Live, Plan } from "../../../components/workload/guard-rules";
import { registered } from "../mocks";

const state = { image: "app@sha256:old", replicas: { min: 2, max: 4 } };
const plan: Plan = { workload: "recipes", weights: { blue: 0, green: 100 }, colors: perColor(() => state) };

function live(green: number): Live {
    const ready = { blue: 2, green };
    return {
        weights: { blue: 100, green: 0 },
        colors: perColor((color) => ({ ...state, readyEndpoints: ready[color] })),
    };
}

/** It asks for more pods than there will ever be. */
const lessThanNeeded: Live = { ...live(2), colors: { ...live(2).colors, blue: { ...state, readyEndpoints: 9 } } };

/** A guard that sees these states of the cluster one after the other, the last one for good. */
async function guardThatSees(seen: (Live | Error)[], given = plan): Promise<{ guard: Guard; reads: string[] }> {
    const reads: string[] = [];
    const guards: Guard[] = [];
    await registered(() => {
        const guard = createGuard("recipes", given, (namespace) => {
            const next = seen[Math.min(reads.length, seen.length - 1)]!;
            reads.push(namespace);
            return next instanceof Error ? Promise.reject(next) : Promise.resolve(next);
        });
        guards.push(guard);
    });
    return { guard: guards[0]!, reads };
}

async function message(hook: pulumi.ResourceHook, namespace: unknown = "alchemorsel"): Promise<string> {
    try {
        await hook.callback({ urn: "", id: "", name: "", type: "", newInputs: { metadata: { namespace } } });
        return "";
    } catch (error) {
        return (error as Error).message;
    }
}

describe("the guard", () => {
    it("runs at preview too", async () => {
        const { guard } = await guardThatSees([live(2)]);
        expect(guard.traffic.opts?.onDryRun).to.be.true;
        expect(guard.color.opts?.onDryRun).to.be.true;
    });

    it("looks into the namespace of the object and lets a safe switch through", async () => {
        const { guard, reads } = await guardThatSees([live(2)]);
        expect(await message(guard.traffic)).to.equal("");
        expect(reads).to.deep.equal(["alchemorsel"]);
    });

    it("finds the namespace of an AWS resource, which has none itself, in its tags", async () => {
        const { guard, reads } = await guardThatSees([live(2)]);
        const newInputs = { tags: { "alchemorsel.dev/namespace": "recipes" } };
        await guard.traffic.callback({ urn: "", id: "", name: "", type: "", newInputs });
        expect(reads).to.deep.equal(["recipes"]);
    });

    it("refuses a switch that re-images the color which becomes active, where a switch goes alone", async () => {
        const colors = { blue: state, green: { ...state, image: "app@sha256:new" } };
        const { guard } = await guardThatSees([live(2)], { ...plan, colors, switchesAlone: true });
        for (const hook of [guard.traffic, guard.color]) {
            expect(await message(hook)).to.match(
                /^refused: .*\n.*recipes-green becomes the active color in this update/,
            );
        }
    });

    it("waits for pods that are on their way", async () => {
        const { guard, reads } = await guardThatSees([live(1), live(1), live(2)]);
        expect(await message(guard.traffic)).to.equal("");
        expect(reads).to.have.length(3);
    });

    it("refuses at once what time does not mend, in words for people", async () => {
        const { guard } = await guardThatSees([live(2)], { ...plan, colors: { blue: state, green: {} } });
        expect(await message(guard.traffic)).to.match(
            /^refused: the traffic of recipes stays as it is\n {2}- recipes-green has no image; blue carries/,
        );
    });

    it("refuses on the traffic and on the color itself to re-image what loses traffic", async () => {
        const { guard } = await guardThatSees([live(2)], {
            ...plan,
            colors: { blue: { ...state, image: "app@sha256:new" }, green: state },
        });
        for (const hook of [guard.traffic, guard.color]) {
            expect(await message(hook)).to.match(/recipes-blue carries traffic now/);
        }
    });

    it("refuses when it can't see the cluster", async () => {
        const { guard } = await guardThatSees([new Error("connection refused")]);
        expect(await message(guard.traffic)).to.match(
            /^refused: .*\n.*cannot read from the cluster: connection refused/,
        );
    });

    it("has nothing to look at in a namespace that is yet to be", async () => {
        const { guard, reads } = await guardThatSees([live(0)]);
        expect(await message(guard.traffic, pulumi.output("unknown"))).to.equal("");
        expect(reads).to.be.empty;
    });

    describe("of workloads that move together", () => {
        const of = (workload: string, seen: Live) => ({
            plan: { ...plan, workload },
            readLive: () => Promise.resolve(seen),
        });
        const first = async (following: Live) => {
            const guards: Guard[] = [];
            await registered(() => {
                const { plan: own, readLive } = of("cart", live(2));
                guards.push(createGuard("cart", own, readLive, () => [of("pay", live(2)), of("mail", following)]));
            });
            return guards[0]!;
        };

        it("keeps the first one's traffic where a later one could not follow, and says which", async () => {
            const reason = await message((await first(lessThanNeeded)).traffic);
            expect(reason).to.match(
                /the traffic of mail stays as it is[^]*mail-green has 2 ready endpoints and needs 9/,
            );
        });

        it("lets it move where all of them can", async () => {
            expect(await message((await first(live(2))).traffic)).to.equal("");
        });
    });
});
