import type { V1Pod } from "@kubernetes/client-node";
import { expect } from "chai";

import { unready } from "../../../embedded/cluster/rollouts";

const started = Date.parse("2026-11-28T01:00:10.400Z");

function pod(startedAt: string | undefined, ready = true, more: { phase?: string; deleted?: Date } = {}): V1Pod {
    return {
        metadata: { namespace: "shop", name: "web", deletionTimestamp: more.deleted },
        status: {
            phase: more.phase,
            conditions: [{ type: "Ready", status: ready ? "True" : "False" }],
            containerStatuses: [
                {
                    ...{ name: "web", image: "", imageID: "", ready, restartCount: 0 },
                    state: startedAt === undefined ? {} : { running: { startedAt: new Date(startedAt) } },
                },
            ],
        },
    };
}

describe("pods that are not ready", () => {
    it("are those that were ready only before the node's start", () => {
        expect(unready([pod("2026-11-28T00:30:00Z")], started)).to.deep.equal(["shop/web"]);
    });

    it("are not those that started since, in the same second too", () => {
        expect(unready([pod("2026-11-28T01:00:10Z"), pod("2026-11-28T01:00:30Z")], started)).to.deep.equal([]);
    });

    it("are those that run and are not ready, that don't run, and that nobody has looked at", () => {
        const unseen: V1Pod = { metadata: { namespace: "shop", name: "new" } };
        expect(unready([pod("2026-11-28T01:00:30Z", false), pod(undefined), unseen], started)).to.deep.equal([
            "shop/web",
            "shop/web",
            "shop/new",
        ]);
    });

    it("are not those that are done or on their way out", () => {
        const done = pod(undefined, false, { phase: "Succeeded" });
        const leaving = pod(undefined, false, { deleted: new Date(started) });
        expect(unready([done, leaving], started)).to.deep.equal([]);
    });
});
