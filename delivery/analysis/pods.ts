import type { ColorName } from "../../components/colors";
import { colorLabels } from "../../components/kubernetes/labels";
import { colorObjectName } from "../../components/kubernetes/names";
import type { ClusterReader } from "../../components/kubernetes/reader";
import type { NoFigures, Pod, Pods } from "./sample";

interface LivePod {
    metadata: { name: string; creationTimestamp: string; deletionTimestamp?: string };
    status: { conditions?: { type: string; status: string }[]; containerStatuses?: ContainerStatus[] };
}

interface ContainerStatus {
    restartCount: number;
    state?: { waiting?: { reason?: string }; terminated?: Terminated };
    lastState?: { terminated?: Terminated };
}

interface Terminated {
    reason?: string;
    finishedAt?: string;
}

/** The pods of a color as the cluster has them; those that are being removed no longer count. */
export async function readPods(
    reader: ClusterReader,
    namespace: string,
    workload: string,
    color: ColorName,
): Promise<Pods | NoFigures> {
    const name = colorObjectName(workload, color);
    const labels = Object.entries(colorLabels(workload, color)).map(([key, value]) => `${key}=${value}`);
    const selector = encodeURIComponent(labels.join(","));
    const [deployment, pods] = await Promise.all([
        reader.get<{ spec: { replicas?: number } }>(`/apis/apps/v1/namespaces/${namespace}/deployments/${name}`),
        reader.get<{ items: LivePod[] }>(`/api/v1/namespaces/${namespace}/pods?labelSelector=${selector}`),
    ]);
    if (deployment === undefined) {
        return { noFigures: `there is no Deployment ${namespace}/${name}` };
    }
    const staying = pods?.items.filter(({ metadata }) => metadata.deletionTimestamp === undefined) ?? [];
    // "Unset" means one, says the API.
    return { wanted: deployment.spec.replicas ?? 1, pods: staying.map(podOf) };
}

function podOf({ metadata, status }: LivePod): Pod {
    const containers = status.containerStatuses ?? [];
    return {
        name: metadata.name,
        createdAt: metadata.creationTimestamp,
        isReady: status.conditions?.some(({ type, status }) => type === "Ready" && status === "True") ?? false,
        restarts: containers.reduce((sum, { restartCount }) => sum + restartCount, 0),
        waiting: containers.map(({ state }) => state?.waiting?.reason).find((reason) => reason !== undefined),
        ends: containers
            .flatMap(({ state, lastState }) => [state?.terminated, lastState?.terminated])
            .flatMap((end) =>
                end?.finishedAt === undefined ? [] : [{ at: end.finishedAt, reason: end.reason ?? "" }],
            ),
    };
}
