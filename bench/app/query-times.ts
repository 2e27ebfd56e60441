import { CoreV1Api } from "@kubernetes/client-node";

import type { Bucket } from "../../delivery/analysis/buckets";
import type { TestPlatform } from "../../test/e2e/platform";

const bucketOf = /^alchemorsel_database_query_seconds_bucket\{le="([^"]+)"\} (\d+)/;

/** How long the queries of all pods have taken since each of them began, as they count them themselves. */
export async function queryTimes(platform: TestPlatform): Promise<Bucket[]> {
    const api = platform.kubeConfig().makeApiClient(CoreV1Api);
    const namespace = "alchemorsel";
    // Pods of a color alone: those of Jobs answer nobody.
    const labelSelector = "app.kubernetes.io/name=recipes,alchemorsel.dev/color";
    const { items } = await api.listNamespacedPod({ namespace, labelSelector });
    const texts = await Promise.all(
        items.map(({ metadata }) =>
            api.connectGetNamespacedPodProxyWithPath({
                ...{ namespace, name: `${metadata?.name ?? ""}:8080` },
                path: "metrics",
            }),
        ),
    );
    return sum(texts.flatMap(bucketsOf));
}

/** The buckets of one pod's metrics, in the text format of Prometheus. */
export function bucketsOf(text: string): Bucket[] {
    return text.split("\n").flatMap((line) => {
        const [, bound, count] = bucketOf.exec(line) ?? [];
        return bound === undefined
            ? []
            : [{ bound: bound === "+Inf" ? Infinity : Number(bound), count: Number(count) }];
    });
}

function sum(buckets: readonly Bucket[]): Bucket[] {
    const counts = new Map<number, number>();
    for (const { bound, count } of buckets) counts.set(bound, (counts.get(bound) ?? 0) + count);
    return [...counts].map(([bound, count]) => ({ bound, count })).sort((one, other) => one.bound - other.bound);
}
