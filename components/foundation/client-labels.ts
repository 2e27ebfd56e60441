import type { StoreName } from "./foundation";

/** The label of a pod that uses a data store: with it the pod is let in. */
export function clientLabels(store: StoreName): Record<string, string> {
    return { [`alchemorsel.dev/uses-${store}`]: "true" };
}
