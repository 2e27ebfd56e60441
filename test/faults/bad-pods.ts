import { CoreV1Api } from "@kubernetes/client-node";

import type { Answer } from "../../embedded/load/load";
import { eventually, pods } from "../e2e/processes";
import type { Fault } from "./faults";
import type { Stage } from "./stage";

/** Long enough for what a bad version does 20 s after its first request. */
const bakeSeconds = 40;

/** Lets the release go on until it ends. What fails until then is the new color's own doing. */
async function untilItEnds(stage: Stage): Promise<void> {
    stage.outage.from = Date.now();
    await stage.verb.ended();
    stage.outage.until = Date.now();
}

/** A pod that broke a connection, or no pod that is ready: never an answer of the old color. */
function isOfNewColor({ at, color, status }: Answer, { outage }: Stage): boolean {
    const isBroken = [502, 503, 504].includes(status) || status >= 1000;
    return at >= outage.from && at <= outage.until && isBroken && color !== "blue";
}

/** What becomes of a new color whose pods don't do well. More of them are in test/e2e/release.test.ts: errors, slow, crash. */
export const badPods: readonly Fault[] = [
    {
        name: "its answers are 200 with garbage",
        ...{ at: "gating", version: "garbage", happens: untilItEnds },
        ...{ ends: ["deployed"], why: /smoke of recipes: .* with "recipes", got 200/ },
    },
    {
        name: "its pods crash again and again",
        ...{ at: "gating", version: "crash-later", bakeSeconds, happens: untilItEnds, mayFail: isOfNewColor },
        ...{ ends: ["rolledBack"], why: /(restarts|ready pods|errors) of recipes/ },
    },
    {
        name: "its pods run out of memory",
        ...{ at: "gating", version: "oom", bakeSeconds, happens: untilItEnds, mayFail: isOfNewColor },
        ...{ ends: ["rolledBack"], why: /(restarts|ready pods|errors) of recipes/ },
    },
    {
        name: "its readiness hangs",
        ...{ at: "gating", version: "hang", bakeSeconds, happens: untilItEnds, mayFail: isOfNewColor },
        // Or it does so before the update that would have given it more traffic, which the guard then refuses.
        ...{ ends: ["rolledBack"], why: /(ready pods|errors) of recipes|recipes-green has \d ready endpoints/ },
    },
    {
        name: "its pods are evicted",
        ...{ at: "canary", happens: evictAll },
        ...{ ends: ["rolledBack"], why: /ready pods of recipes/ },
    },
    {
        name: "its image cannot be pulled",
        ...{ at: "deploying", version: "missing", happens: untilItEnds },
        ...{ ends: ["aborted"], why: /ImagePullBackOff|ErrImagePull/, isTriedAgain: true },
    },
];

/** As `kubectl drain` does: each as soon as the disruption budget lets it go. */
async function evictAll({ platform }: Stage): Promise<void> {
    const labels = "app.kubernetes.io/name=recipes,alchemorsel.dev/color=green";
    const api = platform.kubeConfig().makeApiClient(CoreV1Api);
    for (const { metadata } of await pods(platform, "alchemorsel", labels)) {
        const name = metadata?.name ?? "";
        const body = { metadata: { name, namespace: "alchemorsel" } };
        await eventually(`${name} is evicted`, 120, () =>
            api.createNamespacedPodEviction({ name, namespace: "alchemorsel", body }).then(
                () => true,
                () => false,
            ),
        );
    }
}
