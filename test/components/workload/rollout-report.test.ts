import { expect } from "chai";

import { describePods } from "../../../components/workload/rollout-report";
import { fakeReader } from "../fake-reader";

const pods = "/api/v1/namespaces/ns/pods";
const labels = "app.kubernetes.io/name=recipes,app.kubernetes.io/part-of=alchemorsel,alchemorsel.dev/color=green";
const list = `${pods}?labelSelector=${encodeURIComponent(labels)}`;

function pod(state: object, restartCount = 0, ready = "False") {
    return {
        metadata: { name: "recipes-green-1" },
        status: { conditions: [{ type: "Ready", status: ready }], containerStatuses: [{ restartCount, state }] },
    };
}

async function report(answers: Record<string, unknown>): Promise<string> {
    return (await describePods(fakeReader(answers), "ns", "recipes", "green")).join("\n");
}

describe("the report of a failed rollout", () => {
    it("has the log of a container that runs and never gets ready", async () => {
        const text = await report({
            [list]: { items: [pod({ running: {} })] },
            [`${pods}/recipes-green-1/log?tailLines=15`]: "waiting for the database\n",
        });
        expect(text).to.equal(
            "1 of 1 pods of recipes-green are not ready.\n" +
                "recipes-green-1: runs, but its readiness probe fails\n    waiting for the database",
        );
    });

    it("has the last log of a container that crashed", async () => {
        const text = await report({
            [list]: { items: [pod({ waiting: { reason: "CrashLoopBackOff", message: "back-off 10s" } }, 2)] },
            [`${pods}/recipes-green-1/log?tailLines=15&previous=true`]: "panic: no such table",
        });
        expect(text).to.include("CrashLoopBackOff: back-off 10s\n    panic: no such table");
    });

    it("has the reason of an image that can't be pulled, which has no log", async () => {
        const text = await report({
            [list]: { items: [pod({ waiting: { reason: "ErrImagePull", message: "not found" } })] },
            [`${pods}/recipes-green-1/log?tailLines=15`]: new Error("400"),
        });
        expect(text).to.match(/ErrImagePull: not found$/);
    });

    it("leaves out pods that are ready", async () => {
        expect(await report({ [list]: { items: [pod({ running: {} }, 0, "True")] } })).to.match(/^0 of 1/);
    });
});
