import type { ColorName } from "../colors";
import { colorLabels } from "../kubernetes/labels";
import type { ClusterReader } from "../kubernetes/reader";
import { describePod, readPods } from "./pod-report";

/** Pods that a report looks at; those of one rollout say the same. */
const podsShown = 2;

/** Why the pods of a color are not ready, and what they logged last. */
export async function describePods(
    reader: ClusterReader,
    namespace: string,
    workload: string,
    color: ColorName,
): Promise<string[]> {
    const pods = await readPods(reader, namespace, colorLabels(workload, color));
    const unready = pods.filter(({ status }) => !status.conditions?.some(isReady));
    const lines = [`${unready.length} of ${pods.length} pods of ${workload}-${color} are not ready.`];
    for (const pod of unready.slice(0, podsShown)) {
        lines.push(...(await describePod(reader, namespace, pod, "runs, but its readiness probe fails")));
    }
    return lines;
}

function isReady({ type, status }: { type: string; status: string }): boolean {
    return type === "Ready" && status === "True";
}
