import { CoreV1Api } from "@kubernetes/client-node";

import type { TestPlatform } from "../../test/e2e/platform";

/** What each pod of the app says of itself, in the text format of Prometheus. */
export async function podMetrics(platform: TestPlatform): Promise<string[]> {
    const api = platform.kubeConfig().makeApiClient(CoreV1Api);
    const namespace = "alchemorsel";
    // Pods of a color alone: those of Jobs answer nobody.
    const labelSelector = "app.kubernetes.io/name=recipes,alchemorsel.dev/color";
    const { items } = await api.listNamespacedPod({ namespace, labelSelector });
    return Promise.all(
        items.map(({ metadata }) =>
            api.connectGetNamespacedPodProxyWithPath({
                ...{ namespace, name: `${metadata?.name ?? ""}:8080` },
                path: "metrics",
            }),
        ),
    );
}
