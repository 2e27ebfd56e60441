import type { Seen } from "./step";

const rule = "aws:lb/listenerRule:ListenerRule";

/** A switch is one change of one listener rule for each workload, and of nothing else. */
export function changeOfTraffic({ changes, before }: Seen): string[] {
    const rules = (before.deployment.resources ?? []).filter(({ type, urn }) => type === rule && isOfWorkload(urn));
    const others = changes.filter(({ type }) => type !== rule);
    const changed = changes.filter(({ type }) => type === rule);
    return [
        ...others.map(({ op, type, name }) => `${op} of ${type} ${name}, which is not the traffic's`),
        ...(changed.length === rules.length ? [] : [`${changed.length} of ${rules.length} listener rules changed`]),
    ];
}

function isOfWorkload(urn: string): boolean {
    return urn.includes("alchemorsel:workload:Workload");
}
