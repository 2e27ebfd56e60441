import { expect } from "chai";

import type { ClusterReader } from "../../../components/kubernetes/reader";
import {
    type DeploymentStatus,
    hasFailed,
    waitsForNewPods,
    waitsForRollout,
} from "../../../components/workload/rollout";
import { rolledOut } from "../../../components/workload/rollout-hooks";
import { fakeReader } from "../fake-reader";

function deployment(status: DeploymentStatus["status"], replicas = 2): DeploymentStatus {
    return { metadata: { generation: 7 }, spec: { replicas }, status: { observedGeneration: 7, ...status } };
}

const complete = deployment({ replicas: 2, updatedReplicas: 2, availableReplicas: 2 });
const failed = deployment({
    replicas: 3,
    updatedReplicas: 1,
    availableReplicas: 2,
    conditions: [{ type: "Progressing", reason: "ProgressDeadlineExceeded" }],
});

describe("a rollout", () => {
    it("is complete when all pods are new and available", () => {
        expect(waitsForRollout(complete)).to.equal(undefined);
    });

    for (const [name, status, reason] of [
        // What is said of the pods is of the change before: the case that the provider's own wait can miss.
        [
            "its controller has not looked",
            { ...complete.status, observedGeneration: 6 },
            /has not seen the last change/,
        ],
        ["nothing is reported yet", undefined, /has not seen/],
        ["pods are missing", { replicas: 3, updatedReplicas: 1, availableReplicas: 3 }, /^1 of 2 pods are of the last/],
        ["an old pod is left", { replicas: 3, updatedReplicas: 2, availableReplicas: 3 }, /^1 pod is still of/],
        ["old pods are left", { replicas: 4, updatedReplicas: 2, availableReplicas: 4 }, /^2 pods are still of/],
    ] as const) {
        it(`waits while ${name}`, () => {
            const given = status ? deployment(status) : { metadata: { generation: 7 }, spec: {} };
            expect(waitsForNewPods(given)).to.match(reason);
            expect(waitsForRollout(given)).to.match(reason);
        });
    }

    it("waits for new pods that are not available; that they are new is settled before", () => {
        const given = deployment({ replicas: 2, updatedReplicas: 2, availableReplicas: 1 });
        expect(waitsForNewPods(given)).to.equal(undefined);
        expect(waitsForRollout(given)).to.equal("1 of 2 pods are not available");
    });

    it("has failed when its controller gives up on the last change, not on one before", () => {
        expect(hasFailed(failed)).to.equal(true);
        expect(hasFailed(complete)).to.equal(false);
        expect(hasFailed(deployment({ ...failed.status, observedGeneration: 6 }))).to.equal(false);
    });
});

describe("the check after a Deployment's change", () => {
    const path = "/apis/apps/v1/namespaces/ns/deployments/recipes-green";
    const args = (reader: ClusterReader, seconds = 60) =>
        ({ workload: "recipes", color: "green", reader, seconds }) as const;

    async function message(reader: ClusterReader, seconds?: number): Promise<string> {
        try {
            await rolledOut("ns", args(reader, seconds));
            return "";
        } catch (error) {
            return (error as Error).message;
        }
    }

    it("looks again until the rollout is complete", async () => {
        const states = [deployment({ ...complete.status, observedGeneration: 6 }), complete];
        let looks = 0;
        const reader = fakeReader({});
        reader.get = () => Promise.resolve(states[looks++]) as Promise<never>;
        expect(await message(reader)).to.equal("");
        expect(looks).to.equal(2);
    });

    it("fails at once when the rollout has failed, with what the pods say", async () => {
        const text = await message(fakeReader({ [path]: failed }));
        expect(text).to.match(
            /^recipes-green did not roll out in 60 s: 1 of 2 pods are of the last change\.\n0 of 0 pods/,
        );
    });

    it("fails when its time is over, and when the Deployment is gone", async () => {
        expect(await message(fakeReader({ [path]: deployment({ replicas: 2 }) }), 0)).to.match(/0 of 2 pods/);
        expect(await message(fakeReader({}), 0)).to.match(/it is not in the cluster/);
    });

    it("says why it cannot tell", async () => {
        expect(await message(fakeReader({ [path]: new Error("connection refused") }))).to.match(/connection refused/);
    });
});
