import { setTimeout as delay } from "node:timers/promises";

import { AppsV1Api, CoreV1Api, type KubeConfig, type V1Deployment, type V1Pod } from "@kubernetes/client-node";

/**
 * Waits until every Deployment has its pods, and every pod is ready since the node's start; reports those that are not.
 *
 * @param options.namespaces These alone; all by default.
 * @param options.since When the node started, in milliseconds since the epoch.
 * @param options.end When to give up.
 * @returns What is not ready at the end; nothing where all is.
 */
export async function untilRolledOut(
    config: KubeConfig,
    options: { namespaces?: readonly string[]; since: number; end: number },
    report: (waitsFor: string) => void,
): Promise<string[]> {
    const [apps, core] = [config.makeApiClient(AppsV1Api), config.makeApiClient(CoreV1Api)];
    const isOurs = ({ metadata }: V1Deployment | V1Pod) =>
        options.namespaces?.includes(metadata?.namespace ?? "") ?? true;
    for (;;) {
        const [deployments, pods] = await Promise.all([
            apps.listDeploymentForAllNamespaces(),
            core.listPodForAllNamespaces(),
        ]);
        const waiting = [
            ...unfinished(deployments.items.filter(isOurs)),
            ...unready(pods.items.filter(isOurs), options.since),
        ];
        if (waiting.length === 0 || Date.now() > options.end) {
            return waiting;
        }
        report(waiting.join(", "));
        await delay(250);
    }
}

/** Deployments whose newest pods are not all there. */
function unfinished(deployments: readonly V1Deployment[]): string[] {
    return deployments
        .filter(
            ({ metadata, spec, status }) =>
                status?.observedGeneration !== metadata?.generation ||
                (status?.readyReplicas ?? 0) < (spec?.replicas ?? 1) ||
                (status?.updatedReplicas ?? 0) < (spec?.replicas ?? 1),
        )
        .map(nameOf);
}

/**
 * Pods that are not ready, or were so only before the node's start: the API server has their old state until kubelet, which
 * starts after it, has looked at each.
 */
export function unready(pods: readonly V1Pod[], since: number): string[] {
    return pods
        .filter(({ metadata, status }) => {
            const isOver = status?.phase === "Succeeded" || metadata?.deletionTimestamp !== undefined;
            const isReady = status?.conditions?.some((one) => one.type === "Ready" && one.status === "True") ?? false;
            return !isOver && !(isReady && startedSince(status, since));
        })
        .map(nameOf);
}

function startedSince(status: V1Pod["status"], since: number): boolean {
    // Kubernetes tells whole seconds.
    const second = Math.floor(since / 1000) * 1000;
    return (status?.containerStatuses ?? []).every(
        ({ state }) => state?.running?.startedAt !== undefined && state.running.startedAt.getTime() >= second,
    );
}

function nameOf({ metadata }: V1Deployment | V1Pod): string {
    return `${metadata?.namespace ?? ""}/${metadata?.name ?? ""}`;
}
