import type { ColorName } from "../colors";

/** The label that tells the colors of a workload apart. */
export const colorLabel = "alchemorsel.dev/color";

/** Labels of every object of a workload, and what selects its pods. They never change: selectors are immutable. */
export function workloadLabels(workload: string): Record<string, string> {
    return { "app.kubernetes.io/name": workload, "app.kubernetes.io/part-of": "alchemorsel" };
}

/** Labels of every object of one color of a workload, and what selects its pods. */
export function colorLabels(workload: string, color: ColorName): Record<string, string> {
    return { ...workloadLabels(workload), [colorLabel]: color };
}

/** Labels of what changes the schema of a workload's database. No color's Service selects them: they get no traffic. */
export function migrationLabels(workload: string): Record<string, string> {
    return { ...workloadLabels(workload), "app.kubernetes.io/component": "migration" };
}
