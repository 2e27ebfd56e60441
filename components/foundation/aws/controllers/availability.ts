/** Two, so that one is there while the other moves. Of those that elect a leader, one works and one waits. */
export const replicas = 2;

/** How many of them a drain may take at a time. */
export const disruptionBudget = { maxUnavailable: 1 };

/**
 * On different nodes, and in different zones where that can be. A node that is being drained counts for none, or the pod
 * that has to leave it would find no place; pods of the old version don't count for the new one.
 */
export function spread(matchLabels: Record<string, string>): object[] {
    const constraint = {
        maxSkew: 1,
        nodeTaintsPolicy: "Honor",
        labelSelector: { matchLabels },
        matchLabelKeys: ["pod-template-hash"],
    };
    return [
        { ...constraint, topologyKey: "kubernetes.io/hostname", whenUnsatisfiable: "DoNotSchedule" },
        { ...constraint, topologyKey: "topology.kubernetes.io/zone", whenUnsatisfiable: "ScheduleAnyway" },
    ];
}

/** Labels of a chart's pods that no other pod has. */
export function podLabels(name: string, release: string): Record<string, string> {
    return { "app.kubernetes.io/name": name, "app.kubernetes.io/instance": release };
}

/** What one needs; memory is limited too, CPU isn't: a controller that is throttled loses its election. */
export function resources(cpu: string, memory: string): object {
    return { requests: { cpu, memory }, limits: { memory } };
}
