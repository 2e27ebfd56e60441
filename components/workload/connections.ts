import { type Problem, propertyPath } from "../problems";

/** A part of a database's connections, and the pods that share it. */
export interface ConnectionShare {
    /** The connections that the database has for all workloads. */
    connections: number;
    /** How many workloads share them equally. */
    workloads: number;
    /** Pods of one color under load. */
    maxPods: number;
}

/** One for requests, and one with which a pod watches the database. */
const leastOfPod = 2;

/** Both colors at their most, and what a rollout of one of them has beyond that for a moment (`maxSurge` in `color.ts`). */
function podsAtMost({ maxPods }: ConnectionShare): number {
    return 2 * maxPods + Math.ceil(maxPods / 2);
}

function ofWorkload({ connections, workloads }: ConnectionShare): number {
    return Math.floor(connections / workloads);
}

/** What the app sizes its pool from. */
export function connectionEnvironment(share: ConnectionShare): Record<string, string> {
    return { DATABASE_CONNECTIONS: String(ofWorkload(share)), DATABASE_PODS: String(podsAtMost(share)) };
}

/** Pods that the database would refuse. */
export function connectionProblems(path: readonly string[], share: ConnectionShare): Problem[] {
    const [pods, connections] = [podsAtMost(share), ofWorkload(share)];
    if (pods * leastOfPod <= connections) return [];
    const reason =
        `is ${share.maxPods}: ${pods} pods of both colors need ${pods * leastOfPod} connections to the database, and it has ` +
        `${connections} for this workload; use fewer pods or a larger database`;
    return [{ propertyPath: propertyPath(...path, "replicas", "max"), reason }];
}
