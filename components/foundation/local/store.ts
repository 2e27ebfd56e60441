import type { networking } from "@pulumi/kubernetes/types/input";
import type * as pulumi from "@pulumi/pulumi";

import { clientLabels } from "../client-labels";
import type { Store, StoreName } from "../foundation";
import { tcp } from "./network-rules";

/** Labels of a data store's objects, and what selects its pod. */
export function storeLabels(store: StoreName): Record<string, string> {
    return { "app.kubernetes.io/name": store, "app.kubernetes.io/part-of": "alchemorsel" };
}

/** How a workload's side of the connection looks. */
export function storeEgress(store: StoreName, port: number): Pick<Store, "clientLabels" | "egress"> {
    return {
        clientLabels: clientLabels(store),
        egress: [{ to: [{ podSelector: { matchLabels: storeLabels(store) } }], ports: tcp(port) }],
    };
}

/** In from the workloads that use the store; out to nowhere. */
export function clientOnlyPolicy(
    store: StoreName,
    namespace: pulumi.Input<string>,
    port: number,
): networking.v1.NetworkPolicy {
    return {
        metadata: { name: store, namespace, labels: storeLabels(store) },
        spec: {
            podSelector: { matchLabels: storeLabels(store) },
            policyTypes: ["Ingress", "Egress"],
            ingress: [{ from: [{ podSelector: { matchLabels: clientLabels(store) } }], ports: tcp(port) }],
            egress: [],
        },
    };
}
