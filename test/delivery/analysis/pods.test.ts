import { expect } from "chai";

import { readPods } from "../../../delivery/analysis/pods";
import { takeSample } from "../../../delivery/analysis/metrics-source";
import { fakeReader } from "../../components/fake-reader";
import { noRequests } from "../../../delivery/analysis/sample";
import { pod } from "./samples";

const deployment = "/apis/apps/v1/namespaces/shop/deployments/recipes-green";
const selector = encodeURIComponent(
    "app.kubernetes.io/name=recipes,app.kubernetes.io/part-of=alchemorsel,alchemorsel.dev/color=green",
);
const pods = `/api/v1/namespaces/shop/pods?labelSelector=${selector}`;

const crashing = {
    metadata: { name: "recipes-green-1", creationTimestamp: "2026-11-28T00:00:00Z" },
    status: {
        conditions: [{ type: "Ready", status: "False" }],
        containerStatuses: [
            {
                restartCount: 2,
                state: { waiting: { reason: "CrashLoopBackOff" } },
                lastState: { terminated: { reason: "OOMKilled", finishedAt: "2026-11-28T00:01:00Z" } },
            },
            { restartCount: 1 },
        ],
    },
};

const leaving = {
    metadata: { name: "recipes-green-2", creationTimestamp: "2026-11-28T00:00:00Z", deletionTimestamp: "soon" },
    status: { conditions: [{ type: "Ready", status: "True" }] },
};

const starting = { metadata: { name: "recipes-green-3", creationTimestamp: "2026-11-28T00:02:00Z" }, status: {} };

describe("the pods of a color", () => {
    it("are those that stay, with what their containers went through", async () => {
        const reader = fakeReader({
            [deployment]: { spec: { replicas: 3 } },
            [pods]: { items: [crashing, leaving, starting] },
        });
        const read = await readPods(reader, "shop", "recipes", "green");
        expect(read).to.deep.equal({
            wanted: 3,
            pods: [
                {
                    name: "recipes-green-1",
                    createdAt: "2026-11-28T00:00:00Z",
                    isReady: false,
                    restarts: 3,
                    waiting: "CrashLoopBackOff",
                    ends: [{ at: "2026-11-28T00:01:00Z", reason: "OOMKilled" }],
                },
                {
                    name: "recipes-green-3",
                    createdAt: "2026-11-28T00:02:00Z",
                    isReady: false,
                    restarts: 0,
                    waiting: undefined,
                    ends: [],
                },
            ],
        });
    });

    it("are no figures without a Deployment", async () => {
        expect(await readPods(fakeReader({}), "shop", "recipes", "green")).to.deep.equal({
            noFigures: "there is no Deployment shop/recipes-green",
        });
    });
});

describe("a sample", () => {
    const sampled = {
        workload: "recipes",
        color: "green",
        queries: [
            { name: "queue", query: 'sum(queue{app="$workload",color="$color"}) / sum(queue{color="$color"})', max: 1 },
        ],
        since: new Date("2026-11-28T00:00:00Z"),
    } as const;
    const now = new Date("2026-11-28T00:00:07Z");
    const requests = { blue: noRequests, green: noRequests };

    it("has everything of one moment; queries know the workload and the color", async () => {
        const asked: string[] = [];
        const source = {
            requests: () => Promise.resolve(requests),
            query: (query: string) => Promise.resolve(asked.push(query)),
        };
        const read = () => Promise.resolve({ wanted: 1, pods: [pod] });
        expect(await takeSample(source, read, { ...sampled, queries: [...sampled.queries] }, now)).to.deep.equal({
            since: "2026-11-28T00:00:00.000Z",
            at: "2026-11-28T00:00:07.000Z",
            requests,
            pods: { wanted: 1, pods: [pod] },
            queries: { queue: 1 },
        });
        expect(asked).to.deep.equal(['sum(queue{app="recipes",color="green"}) / sum(queue{color="green"})']);
    });

    it("tells why it has no pods, if the cluster can't be read", async () => {
        const source = { requests: () => Promise.resolve(requests), query: () => Promise.resolve(1) };
        const read = () => Promise.reject(new Error("the API server did not answer within 10 s"));
        const { pods } = await takeSample(source, read, { ...sampled, queries: [] }, now);
        expect(pods).to.deep.equal({
            noFigures: "the pods could not be read: the API server did not answer within 10 s",
        });
    });
});
