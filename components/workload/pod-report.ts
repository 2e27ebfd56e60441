import type { ClusterReader } from "../kubernetes/reader";

const logLines = 15;

/** A pod as the cluster has it, as far as its reports are concerned. */
export interface LivePod {
    metadata: { name: string; creationTimestamp?: string };
    status: { conditions?: { type: string; status: string }[]; containerStatuses?: ContainerStatus[] };
}

interface ContainerStatus {
    restartCount: number;
    state?: { waiting?: { reason?: string; message?: string }; terminated?: { reason?: string; exitCode: number } };
}

/** The pods with these labels. */
export async function readPods(
    reader: ClusterReader,
    namespace: string,
    labels: Record<string, string>,
): Promise<LivePod[]> {
    const selector = Object.entries(labels).map(([key, value]) => `${key}=${value}`);
    const path = `/api/v1/namespaces/${namespace}/pods?labelSelector=${encodeURIComponent(selector.join(","))}`;
    return (await reader.get<{ items: LivePod[] }>(path))?.items ?? [];
}

/**
 * What a pod is at, and what it logged last.
 *
 * @param whileRunning What a container that runs has to be told of.
 */
export async function describePod(
    reader: ClusterReader,
    namespace: string,
    pod: LivePod,
    whileRunning: string,
): Promise<string[]> {
    const path = `/api/v1/namespaces/${namespace}/pods/${pod.metadata.name}/log`;
    return [`${pod.metadata.name}: ${podReason(pod, whileRunning)}`, ...(await lastLogLines(reader, path, pod))];
}

/** What a pod is at. */
export function podReason({ status }: LivePod, whileRunning: string): string {
    const state = status.containerStatuses?.[0]?.state;
    if (state?.waiting) {
        return [state.waiting.reason, state.waiting.message].filter(Boolean).join(": ");
    }
    if (state?.terminated) {
        return `ended with exit code ${state.terminated.exitCode} (${state.terminated.reason ?? "no reason"})`;
    }
    return state ? whileRunning : "not started";
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
