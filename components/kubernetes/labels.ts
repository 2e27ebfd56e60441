import type { ColorName } from "../colors";

/** Labels of every object of a workload, and what selects its pods. They never change: selectors are immutable. */
export function workloadLabels(workload: string): Record<string, string> {
    return { "app.kubernetes.io/name": workload, "app.kubernetes.io/part-of": "alchemorsel" };
}

/** Labels of every object of one color of a workload, and what selects its pods. */
export function colorLabels(workload: string, color: ColorName): Record<string, string> {
    return { ...workloadLabels(workload), "alchemorsel.dev/color": color };
}
