import { CoreV1Api } from "@kubernetes/client-node";

import type { Part } from "./parts";
import type { DeliveryBench } from "./release-bench";
import { installArgo } from "./ways/argo";
import { Cluster } from "./ways/cluster";
import { installFlagger } from "./ways/flagger";

/** metrics-server looks every quarter of a minute, at the rates of the time before. */
const settleSeconds = 60;

/** What each way runs in the cluster for itself: at rest, and ours while a release waits to be promoted. */
export const mechanismMemory: Part = {
    name: "memory",
    minutes: 6,
    title: "Memory of the mechanism itself in the cluster",
    run: async (bench) => {
        const own = await ofOurs(bench);
        const argo = await ofController(bench, "argo-rollouts", (cluster) => installArgo(bench, cluster));
        const flagger = await ofController(bench, "flagger-system", (cluster) => installFlagger(bench, cluster));
        const name = (way: string) => `${way}: working set of the pods that release, at rest`;
        return [
            { name: name("alchemorsel"), target: "0", ...own },
            { name: name("Argo Rollouts v1.8.3"), target: "", measured: argo },
            { name: name("Flagger v1.41.0"), target: "", measured: flagger },
        ];
    },
};

/** Pods that are there since the first release and are not the workload's own. */
async function ofOurs(bench: DeliveryBench): Promise<{ measured: string; met: boolean }> {
    const before = await pods(bench);
    bench.report("a release of ours");
    await bench.platform.mustAlchemorsel("deploy", "--image", bench.images.slow, "--end-window");
    const after = await pods(bench);
    await bench.platform.mustAlchemorsel("abort");
    const more = after.filter((pod) => !before.includes(pod) && !pod.startsWith("alchemorsel/recipes-"));
    return { measured: more.length === 0 ? "0 MiB: no pod" : `pods: ${more.join(", ")}`, met: more.length === 0 };
}

async function pods({ platform }: DeliveryBench): Promise<string[]> {
    const { items } = await platform.kubeConfig().makeApiClient(CoreV1Api).listPodForAllNamespaces();
    return items.map(({ metadata }) => `${metadata?.namespace ?? ""}/${metadata?.name ?? ""}`);
}

async function ofController(
    bench: DeliveryBench,
    namespace: string,
    install: (cluster: Cluster) => Promise<unknown>,
): Promise<string> {
    const cluster = new Cluster(bench);
    try {
        bench.report(`installing ${namespace}`);
        await install(cluster);
        bench.report(`${namespace}: ${settleSeconds} s of rest`);
        await bench.pause(settleSeconds);
        let size: number | undefined;
        await cluster.until(`figures of ${namespace}`, async () => {
            size = await cluster.workingSet(namespace);
            return size !== undefined;
        });
        return `${(size ?? 0).toFixed(0)} MiB`;
    } finally {
        await cluster.removeAll();
    }
}
