import type { DeliveryBench } from "../release-bench";
import { appDeployment, openings, withImage } from "./app";
import { type Cluster, deploymentKind, type Kind, namespace } from "./cluster";
import { installController } from "./controller";
import { prometheusAddress, queries, watchToo } from "./metrics";
import type { WatchingWay, Way } from "./way";

const name = "watched-flagger";
const host = "watched-flagger.bench";
const canaryKind: Kind = { apiVersion: "flagger.app/v1beta1", kind: "Canary" };

/** The shortest that it takes: anything below is raised to this. */
const interval = "10s";

interface LiveCanary {
    status?: { phase?: string; lastTransitionTime?: string };
}

/** Flagger makes a second Deployment, `-primary`, and an HTTPRoute, whose weights it moves. */
class Flagger {
    private readonly undo: (() => Promise<void>)[] = [];
    private releases = 0;

    constructor(
        private readonly bench: DeliveryBench,
        private readonly cluster: Cluster,
        private readonly live: string,
    ) {}

    async install(analysis: object): Promise<void> {
        this.undo.push(await watchToo(this.cluster, name, ["primary", "canary"]));
        await installFlagger(this.bench, this.cluster);
        const deployment = await appDeployment(this.cluster, name, this.live);
        await this.cluster.make([openings, deployment, ...templates(), canary(analysis)]);
        await this.cluster.until("Flagger's first rollout", async () => (await this.phase()) === "Initialized");
        // It has made a Deployment and a route of its own, which the gateway and the kubelet have to follow.
        await this.cluster.rolledOut(`${name}-primary`);
    }

    /** The release of an image, until it has ended, or has another phase of these: its phase. */
    async release(image: string, { skipAnalysis = false, or = [] as string[] } = {}): Promise<string> {
        await this.cluster.patch(canaryKind, name, { spec: { skipAnalysis } });
        // An image that failed before would be no change, were it released again.
        this.releases += 1;
        await this.cluster.patch(deploymentKind, name, withImage(image, { release: String(this.releases) }));
        const atRest = ["Initialized", "Succeeded", "Failed"];
        await this.cluster.until("Flagger's beginning", async () => !atRest.includes(await this.phase()));
        const ended = [...atRest, ...or];
        let phase = "";
        await this.cluster.until("Flagger's end", async () => ended.includes((phase = await this.phase())), 600);
        return phase;
    }

    async remove(): Promise<void> {
        for (const step of this.undo.splice(0).reverse()) await step();
        await this.cluster.removeAll();
    }

    private async phase(): Promise<string> {
        const { status } = await this.cluster.read<LiveCanary>(canaryKind, name);
        return status?.phase ?? "";
    }
}

export async function installFlagger(bench: DeliveryBench, cluster: Cluster): Promise<void> {
    await installController(bench, cluster, {
        tool: "flagger",
        namespace: "flagger-system",
        manifests: ["account.yaml", "crd.yaml", "deployment.yaml"].map((file) => `artifacts/flagger/${file}`),
        args: [
            "--log-level=info",
            "--mesh-provider=gatewayapi:v1",
            `--metrics-server=${prometheusAddress}`,
            // How soon it sees a change; it is ten times as often as by default.
            "--control-loop-interval=1s",
        ],
        probe: { httpGet: { path: "/healthz", port: 8080 }, timeoutSeconds: 5 },
    });
}

/** All of a release: half of the traffic for one interval, then its own promotion. */
export function flagger(bench: DeliveryBench, cluster: Cluster, live: string): Way {
    const itself = new Flagger(bench, cluster, live);
    const kept = async (ended: Promise<string>) => {
        const phase = await ended;
        if (phase !== "Succeeded") throw new Error(`Flagger ended a good release with ${phase}`);
    };
    return {
        name: "Flagger v1.41.0",
        host,
        install: () => itself.install({ stepWeight: 50, maxWeight: 50 }),
        remove: () => itself.remove(),
        deploy: () => Promise.resolve(),
        promoteCommand: `its whole release, with one step of 50 % and its shortest interval, ${interval}`,
        promote: (image) => kept(itself.release(image)),
        rollbackCommand: "it knows none after a promotion: a release of the old image without analysis",
        rollback: () => kept(itself.release(live, { skipAnalysis: true })),
    };
}

/** Steps of about the same share, because it promotes after the last one: that is how it watches for longer than an interval. */
export function flaggerWatching(
    bench: DeliveryBench,
    cluster: Cluster,
    { live, weight, seconds }: { live: string; weight: number; seconds: number },
): WatchingWay {
    const itself = new Flagger(bench, cluster, live);
    let last: "taken back" | "kept" | undefined;
    const stepWeights = Array.from({ length: Math.ceil(seconds / parseInt(interval)) }, (_, step) => weight + step);
    return {
        name: "Flagger v1.41.0",
        host,
        judges: `thresholds of the new version's own figures, each ${interval}, its shortest`,
        install: () => itself.install({ stepWeights }),
        remove: () => itself.remove(),
        deploy: async () => {
            // Its primary runs the bad version, and where that never gets ready no release follows.
            if (last === "kept") {
                await itself.remove();
                await itself.install({ stepWeights });
            }
        },
        release: async (image) => {
            const phase = await itself.release(image, { or: ["Promoting", "Finalising"] });
            last = phase === "Failed" ? "taken back" : "kept";
            return last;
        },
    };
}

function canary(steps: object) {
    const metrics = queries(name, "canary").map(({ name: metric, max }) => ({
        name: metric,
        templateRef: { name: metric },
        thresholdRange: { max },
        interval,
    }));
    return {
        ...canaryKind,
        metadata: { name, namespace },
        spec: {
            targetRef: { ...deploymentKind, name },
            service: {
                port: 8080,
                portName: "http",
                targetPort: "http",
                hosts: [host],
                gatewayRefs: [{ name: "alchemorsel", namespace }],
            },
            analysis: { interval, threshold: 1, ...steps, metrics },
        },
    };
}

function templates() {
    return queries(name, "canary").map(({ name: metric, query }) => ({
        apiVersion: "flagger.app/v1beta1",
        kind: "MetricTemplate",
        metadata: { name: metric, namespace },
        spec: { provider: { type: "prometheus", address: prometheusAddress }, query },
    }));
}
