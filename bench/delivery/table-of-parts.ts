import { badReleases, stepSeconds, weight } from "./bad-releases";
import { goodReleases } from "./good-releases";
import { falseRollbacks, missed } from "./many-releases";
import { mechanismMemory } from "./mechanism-memory";
import type { Part } from "./parts";
import type { DeliveryBench } from "./release-bench";
import { argoBlueGreen } from "./ways/argo-blue-green";
import { argoCanary } from "./ways/argo-canary";
import { Cluster } from "./ways/cluster";
import { flagger, flaggerWatching } from "./ways/flagger";
import { ours, oursWatching } from "./ways/ours";
import { rollingUpdate } from "./ways/rolling-update";
import { selectorFlip } from "./ways/selector-flip";

const others = (bench: DeliveryBench) => [new Cluster(bench), bench.live] as const;

const watched = (bench: DeliveryBench) => {
    const [cluster, live] = others(bench);
    return [cluster, { live, weight, seconds: stepSeconds }] as const;
};

/** In the order in which they run: what is ours comes first, on a cluster that nothing else was installed in. */
export const parts: readonly Part[] = [
    goodReleases({ name: "good-alchemorsel", minutes: 20 }, ours),
    badReleases({ name: "bad-alchemorsel", minutes: 10 }, (bench) => oursWatching(bench, weight, stepSeconds)),
    falseRollbacks,
    missed,
    mechanismMemory,
    goodReleases({ name: "good-rolling", minutes: 12 }, (bench) => rollingUpdate(...others(bench))),
    goodReleases({ name: "good-selector", minutes: 9 }, (bench) => selectorFlip(...others(bench))),
    goodReleases({ name: "good-argo", minutes: 12 }, (bench) => argoBlueGreen(bench, ...others(bench))),
    badReleases({ name: "bad-argo", minutes: 12 }, (bench) => argoCanary(bench, ...watched(bench))),
    // Each takes as long as three of the others'.
    goodReleases({ name: "good-flagger", minutes: 10, turns: 6 }, (bench) => flagger(bench, ...others(bench))),
    badReleases({ name: "bad-flagger", minutes: 20 }, (bench) => flaggerWatching(bench, ...watched(bench))),
];
