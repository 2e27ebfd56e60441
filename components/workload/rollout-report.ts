import type { ColorName } from "../colors";
import { colorLabels } from "../kubernetes/labels";
import type { ClusterReader } from "../kubernetes/reader";

const logLines = 15;

/** Pods that a report looks at; those of one rollout say the same. */
const podsShown = 2;

interface LivePod {
    metadata: { name: string };
    status: { conditions?: { type: string; status: string }[]; containerStatuses?: ContainerStatus[] };
}

interface ContainerStatus {
    restartCount: number;
    state?: { waiting?: { reason?: string; message?: string }; terminated?: { reason?: string; exitCode: number } };
}

/** Why the pods of a color are not ready, and what they logged last. */
export async function describePods(
    reader: ClusterReader,
    namespace: string,
    workload: string,
    color: ColorName,
): Promise<string[]> {
    const labels = Object.entries(colorLabels(workload, color)).map(([key, value]) => `${key}=${value}`);
    const selector = encodeURIComponent(labels.join(","));
    const path = `/api/v1/namespaces/${namespace}/pods`;
    const pods = (await reader.get<{ items: LivePod[] }>(`${path}?labelSelector=${selector}`))?.items ?? [];
    const unready = pods.filter(({ status }) => !status.conditions?.some(isReady));
    const lines = [`${unready.length} of ${pods.length} pods of ${workload}-${color} are not ready.`];
    for (const pod of unready.slice(0, podsShown)) {
        lines.push(`${pod.metadata.name}: ${reason(pod)}`);
        lines.push(...(await lastLogLines(reader, `${path}/${pod.metadata.name}/log`, pod)));
    }
    return lines;
}

function isReady({ type, status }: { type: string; status: string }): boolean {
    return type === "Ready" && status === "True";
}

function reason({ status }: LivePod): string {
    const state = status.containerStatuses?.[0]?.state;
    if (state?.waiting) {
        return [state.waiting.reason, state.waiting.message].filter(Boolean).join(": ");
    }
    if (state?.terminated) {
        return `ended with exit code ${state.terminated.exitCode} (${state.terminated.reason ?? "no reason"})`;
    }
    return state ? "runs, but its readiness probe fails" : "not started";
}

async function lastLogLines(reader: ClusterReader, path: string, { status }: LivePod): Promise<string[]> {
    const container = status.containerStatuses?.[0];
    const hasCrashed = container?.state?.waiting !== undefined && container.restartCount > 0;
    try {
        const log = await reader.text(`${path}?tailLines=${logLines}${hasCrashed ? "&previous=true" : ""}`);
        return (log ?? "")
            .split("\n")
            .filter(Boolean)
            .map((line) => `    ${line}`);
    } catch {
        // A container that never started has no log; its reason says why.
        return [];
    }
}
