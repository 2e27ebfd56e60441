import { colors, type ColorName, perColor, type PerColor } from "../colors";
import { colorObjectName } from "../kubernetes/names";
import type { ClusterReader } from "../kubernetes/reader";
import type { Live } from "./guard-rules";
import { type DeploymentStatus, waitsForNewPods } from "./rollout";
import type { Weights } from "./weights";

interface LiveDeployment extends DeploymentStatus {
    spec: DeploymentStatus["spec"] & { template: { spec: { containers: { image: string }[] } } };
}

interface LiveAutoscaler {
    spec: { minReplicas?: number; maxReplicas: number };
}

interface LiveSlices {
    items: { endpoints?: { conditions?: { ready?: boolean } }[] | null }[];
}

/**
 * Reads what a workload is in the cluster at this moment. A load balancer that checks the pods itself says how many of
 * them it finds healthy; otherwise what Kubernetes finds ready counts.
 */
export async function readLive(
    reader: ClusterReader,
    namespace: string,
    workload: string,
    readWeights: () => Promise<Weights | undefined>,
    readHealthy?: () => Promise<PerColor<number> | undefined>,
): Promise<Live> {
    const [weights, healthy, ...states] = await Promise.all([
        readWeights(),
        readHealthy?.(),
        ...colors.map((color) => readColor(reader, namespace, workload, color)),
    ]);
    const byColor = new Map(colors.map((color, index) => [color, states[index]]));
    const state = (color: ColorName) => {
        const inCluster = byColor.get(color) ?? { readyEndpoints: 0 };
        return { ...inCluster, readyEndpoints: healthy?.[color] ?? inCluster.readyEndpoints };
    };
    return { weights, colors: perColor(state) };
}

async function readColor(
    reader: ClusterReader,
    namespace: string,
    workload: string,
    color: ColorName,
): Promise<Live["colors"][ColorName]> {
    const name = colorObjectName(workload, color);
    const selector = encodeURIComponent(`kubernetes.io/service-name=${name}`);
    const [deployment, autoscaler, slices] = await Promise.all([
        reader.get<LiveDeployment>(`/apis/apps/v1/namespaces/${namespace}/deployments/${name}`),
        reader.get<LiveAutoscaler>(`/apis/autoscaling/v2/namespaces/${namespace}/horizontalpodautoscalers/${name}`),
        reader.get<LiveSlices>(
            `/apis/discovery.k8s.io/v1/namespaces/${namespace}/endpointslices?labelSelector=${selector}`,
        ),
    ]);
    const endpoints = slices?.items.flatMap((slice) => slice.endpoints ?? []) ?? [];
    return {
        image: deployment?.spec.template.spec.containers[0]?.image,
        waitsFor: deployment && waitsForNewPods(deployment),
        replicas: autoscaler && { min: autoscaler.spec.minReplicas ?? 1, max: autoscaler.spec.maxReplicas },
        // "Unset" means ready, says the API; ours are always set.
        readyEndpoints: endpoints.filter(({ conditions }) => conditions?.ready !== false).length,
    };
}
