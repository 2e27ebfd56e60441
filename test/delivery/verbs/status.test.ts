import { expect } from "chai";

import type { StatusJson } from "../../../delivery/report/status-json";
import type { Context } from "../../../delivery/verbs/context";
import { status } from "../../../delivery/verbs/status";
import { fakeClock } from "../fake-clock";
import { newRelease } from "../run/fake-world";

describe("alchemorsel status", () => {
    const journal = { data: { "release.json": JSON.stringify(newRelease({ phase: "rollingBack" })) }, metadata: {} };
    const found = (path: string) => (path.endsWith("/configmaps/alchemorsel-release") ? journal : undefined);

    it("says where the traffic is, also where the engine's backend can't be reached", async () => {
        const context = {
            ...{ clock: fakeClock(), options: { stack: "local" } },
            stack: { config: () => Promise.reject(new Error("no backend")) },
            groups: [],
            target: {
                ...{ namespace: "shop", writer: { get: (path: string) => Promise.resolve(found(path)) } },
                weights: (workload: string) =>
                    Promise.resolve(workload === "recipes" ? { blue: 100, green: 0 } : undefined),
            },
        } as unknown as Context;
        const { json } = await status(context);
        const { weights, warnings, release } = json as StatusJson;
        expect(weights).to.deep.equal({ blue: 100, green: 0 });
        expect(release?.words).to.equal("rolling back");
        expect(warnings).to.deep.equal(["the stack's config can't be read: no backend"]);
    });
});
