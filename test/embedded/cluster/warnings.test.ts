import type { CoreV1Event } from "@kubernetes/client-node";
import { expect } from "chai";

import { explained } from "../../../embedded/cluster/warnings";

function warning(name: string, reason: string, message: string, at: { last?: string; first?: string }): CoreV1Event {
    return {
        ...{ reason, message, type: "Warning", metadata: {}, involvedObject: { namespace: "shop", name } },
        lastTimestamp: at.last ? new Date(at.last) : undefined,
        // What a scheduler writes has this one alone.
        eventTime: at.first ? new Date(at.first) : undefined,
    };
}

describe("what is not ready", () => {
    it("is told with the newest warning of each, where there is one", () => {
        const events = [
            warning("web-1", "FailedCreatePodSandBox", "no address is left\n", { last: "2026-11-29T10:00:02Z" }),
            warning("web-1", "FailedScheduling", "0/1 nodes are available", { first: "2026-11-29T10:00:01Z" }),
            warning("other", "Unhealthy", "not of interest", { last: "2026-11-29T10:00:09Z" }),
        ];
        expect(explained(["shop/web", "shop/web-1"], events)).to.deep.equal([
            "shop/web",
            "shop/web-1: FailedCreatePodSandBox: no address is left",
        ]);
    });
});
