import type { DeliveryBench } from "../release-bench";
import { appRoute, appService, openings } from "./app";
import { installArgo, rollout, rolloutKind, type LiveRollout, setImage, untilRollout } from "./argo";
import { type Cluster, namespace } from "./cluster";
import { prometheusAddress, queries, watchToo } from "./metrics";
import { withTraefikServices } from "./traefik-services";
import type { WatchingWay } from "./way";

const name = "watched-argo";
const host = "watched-argo.bench";
const [stable, canary] = [`${name}-stable`, `${name}-canary`];

/** Argo Rollouts moves weights, and asks Prometheus twice a second; one measurement beyond the bound is enough. */
export function argoCanary(
    bench: DeliveryBench,
    cluster: Cluster,
    { live, weight, seconds }: { live: string; weight: number; seconds: number },
): WatchingWay {
    const undo: (() => Promise<void>)[] = [];
    const healthy = () =>
        untilRollout(cluster, name, "the health", ({ phase, stableRS, currentPodHash }) => {
            return phase === "Healthy" && stableRS === currentPodHash;
        });
    return {
        name: "Argo Rollouts v1.8.3 canary with analysis",
        host,
        judges: "thresholds of the new version's own figures, twice a second",
        install: async () => {
            undo.push(await watchToo(cluster, name, ["stable", "canary"]));
            undo.push(await withTraefikServices(cluster));
            await installArgo(bench, cluster);
            await cluster.make([openings, appService(stable, name), appService(canary, name), split(), analysis()]);
            await cluster.make([
                appRoute(name, host, { group: "traefik.io", kind: "TraefikService", name }),
                await rollout(cluster, name, live, strategy(weight, seconds)),
            ]);
            await healthy();
        },
        remove: async () => {
            for (const step of undo.splice(0).reverse()) await step();
            await cluster.removeAll();
        },
        deploy: () => Promise.resolve(),
        release: async (image) => {
            await setImage(cluster, name, image);
            await untilRollout(cluster, name, "the end", ({ phase, abort, stableRS, currentPodHash }) => {
                return abort === true || (phase === "Healthy" && stableRS === currentPodHash);
            });
            const { status } = await cluster.read<LiveRollout>(rolloutKind, name);
            // What it runs now becomes what is wanted: else the next release would begin from an aborted one.
            await setImage(cluster, name, live);
            await healthy();
            return status?.abort === true ? "taken back" : "kept";
        },
    };
}

function strategy(weight: number, seconds: number) {
    return {
        canary: {
            stableService: stable,
            canaryService: canary,
            trafficRouting: { traefik: { weightedTraefikServiceName: name } },
            analysis: { templates: [{ templateName: name }], startingStep: 1 },
            // As many pods as the old version has, before the traffic comes.
            steps: [{ setCanaryScale: { weight: 100 } }, { setWeight: weight }, { pause: { duration: `${seconds}s` } }],
        },
    };
}

function split() {
    const services = [
        { name: stable, port: 8080, weight: 100 },
        { name: canary, port: 8080, weight: 0 },
    ];
    return {
        apiVersion: "traefik.io/v1alpha1",
        kind: "TraefikService",
        metadata: { name, namespace },
        spec: { weighted: { services } },
    };
}

function analysis() {
    const metrics = queries(name, "canary").map(({ name: metric, query, max }) => ({
        name: metric,
        interval: "500ms",
        // Without traffic there is no figure yet.
        failureCondition: `len(result) > 0 && !isNaN(result[0]) && result[0] > ${max}`,
        failureLimit: 0,
        provider: { prometheus: { address: prometheusAddress, query } },
    }));
    return {
        apiVersion: "argoproj.io/v1alpha1",
        kind: "AnalysisTemplate",
        metadata: { name, namespace },
        spec: { metrics },
    };
}
