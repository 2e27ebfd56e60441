import { expect } from "chai";

import { readGatewayWeights } from "../../../components/workload/gateway-weights";
import { readLive } from "../../../components/workload/live";
import { fakeReader } from "../fake-reader";

const slices = "/apis/discovery.k8s.io/v1/namespaces/ns/endpointslices?labelSelector=kubernetes.io%2Fservice-name%3D";

describe("what the guard reads from the cluster", () => {
    it("is image, rollout, size, ready endpoints and weight of each color", async () => {
        const reader = fakeReader({
            "/apis/apps/v1/namespaces/ns/deployments/recipes-blue": {
                metadata: { generation: 3 },
                spec: { replicas: 2, template: { spec: { containers: [{ image: "app@sha256:a" }] } } },
                status: { observedGeneration: 3, replicas: 3, updatedReplicas: 1 },
            },
            "/apis/autoscaling/v2/namespaces/ns/horizontalpodautoscalers/recipes-blue": {
                spec: { minReplicas: 2, maxReplicas: 4 },
            },
            [`${slices}recipes-blue`]: {
                items: [
                    { endpoints: [{ conditions: { ready: true } }, { conditions: { ready: false } }] },
                    { endpoints: [{ conditions: { ready: true } }] },
                    { endpoints: null },
                ],
            },
            [`${slices}recipes-green`]: { items: [] },
            "/apis/gateway.networking.k8s.io/v1/namespaces/ns/httproutes/recipes": {
                spec: {
                    rules: [
                        {
                            backendRefs: [
                                { name: "recipes-blue", weight: 90 },
                                { name: "recipes-green", weight: 10 },
                            ],
                        },
                    ],
                },
            },
        });
        expect(
            await readLive(reader, "ns", "recipes", () => readGatewayWeights(reader, "ns", "recipes")),
        ).to.deep.equal({
            weights: { blue: 90, green: 10 },
            colors: {
                blue: {
                    image: "app@sha256:a",
                    waitsFor: "1 of 2 pods are of the last change",
                    replicas: { min: 2, max: 4 },
                    readyEndpoints: 2,
                },
                green: { image: undefined, waitsFor: undefined, replicas: undefined, readyEndpoints: 0 },
            },
        });
    });

    it("counts what a load balancer finds healthy, where that checks the pods itself", async () => {
        const reader = fakeReader({
            [`${slices}recipes-blue`]: { items: [{ endpoints: [{}, {}] }] },
            [`${slices}recipes-green`]: { items: [{ endpoints: [{}, {}] }] },
        });
        const read = (healthy: { blue: number; green: number } | undefined) =>
            readLive(
                reader,
                "ns",
                "recipes",
                () => Promise.resolve(undefined),
                () => Promise.resolve(healthy),
            );
        const checked = await read({ blue: 2, green: 0 });
        expect(checked.colors.green.readyEndpoints).to.equal(0);
        const unchecked = await read(undefined);
        expect(unchecked.colors.green.readyEndpoints).to.equal(2);
    });

    it("is nothing in an empty cluster", async () => {
        const reader = fakeReader({});
        const live = await readLive(reader, "ns", "recipes", () => readGatewayWeights(reader, "ns", "recipes"));
        expect(live.weights).to.equal(undefined);
        expect(live.colors.blue.readyEndpoints).to.equal(0);
    });
});
