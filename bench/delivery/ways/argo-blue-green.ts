import type { DeliveryBench } from "../release-bench";
import { appRoute, appService, openings, toService } from "./app";
import { installArgo, kubectlArgo, rollout, setImage, untilRollout } from "./argo";
import type { Cluster } from "./cluster";
import type { Way } from "./way";

const name = "argo";
const host = "argo.bench";
const [active, preview] = ["argo-active", "argo-preview"];

/** Its promotion by hand, and the old pods of the version before kept for as long as the bench needs them for its fastest way back. */
const strategy = {
    blueGreen: {
        activeService: active,
        previewService: preview,
        autoPromotionEnabled: false,
        scaleDownDelaySeconds: 1800,
        scaleDownDelayRevisionLimit: 1,
    },
};

/** Argo Rollouts flips the selector of a Service. */
export function argoBlueGreen(bench: DeliveryBench, cluster: Cluster, live: string): Way {
    let programs = new Map<string, string>();
    let deployed = 0;
    const healthy = () =>
        untilRollout(cluster, name, "the health", ({ phase, stableRS, currentPodHash, blueGreen }) => {
            return phase === "Healthy" && stableRS === currentPodHash && blueGreen?.activeSelector === currentPodHash;
        });
    return {
        name: "Argo Rollouts v1.8.3 blue-green",
        host,
        install: async () => {
            programs = await installArgo(bench, cluster);
            await cluster.make([openings, appService(active, name), appService(preview, name)]);
            const route = appRoute(name, host, toService(active));
            const object = await rollout(cluster, name, live, strategy);
            await cluster.make([{ ...object, spec: { ...object.spec, rollbackWindow: { revisions: 3 } } }, route]);
            await healthy();
        },
        remove: () => cluster.removeAll(),
        deploy: async (image) => {
            // What it has released within its window it promotes without being asked: each deploy is a version that it doesn't know.
            deployed += 1;
            await setImage(cluster, name, image, { release: String(deployed) });
            await untilRollout(cluster, name, "the preview", ({ phase, blueGreen, currentPodHash, stableRS }) => {
                return (
                    phase === "Paused" && blueGreen?.previewSelector === currentPodHash && stableRS !== currentPodHash
                );
            });
        },
        promoteCommand: "`kubectl argo rollouts promote` until it says healthy, without any gate",
        promote: async () => {
            await kubectlArgo(bench, programs, "promote", name);
            await healthy();
        },
        rollbackCommand: "`kubectl argo rollouts undo`, the old pods still there",
        rollback: async () => {
            await kubectlArgo(bench, programs, "undo", name);
            await healthy();
        },
    };
}
