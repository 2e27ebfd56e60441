import { run } from "../../../embedded/process";
import type { DeliveryBench } from "../release-bench";
import { podTemplate, replicas } from "./app";
import { type Cluster, type Kind, namespace } from "./cluster";
import { installController } from "./controller";

export const rolloutKind: Kind = { apiVersion: "argoproj.io/v1alpha1", kind: "Rollout" };

export interface LiveRollout {
    metadata: { generation: number };
    status?: {
        observedGeneration?: string;
        phase?: string;
        message?: string;
        abort?: boolean;
        controllerPause?: boolean;
        stableRS?: string;
        currentPodHash?: string;
        blueGreen?: { previewSelector?: string; activeSelector?: string };
    };
}

/** Argo Rollouts by its own manifest; its plugin of kubectl is among the programs. */
export function installArgo(bench: DeliveryBench, cluster: Cluster): Promise<Map<string, string>> {
    return installController(bench, cluster, {
        tool: "argo-rollouts",
        namespace: "argo-rollouts",
        manifests: ["manifests/install.yaml"],
        // Its default is a name that this Traefik doesn't know any more.
        args: ["--traefik-api-group=traefik.io", "--traefik-api-version=traefik.io/v1alpha1"],
    });
}

export async function rollout(cluster: Cluster, name: string, image: string, strategy: object) {
    return {
        ...rolloutKind,
        metadata: { name, namespace },
        spec: {
            replicas,
            selector: { matchLabels: { app: name } },
            template: await podTemplate(cluster, name, image),
            strategy,
        },
    };
}

/** With another image. Its definition knows no merging of lists, so all of the pod is said. `annotations` are the pod's. */
export async function setImage(
    cluster: Cluster,
    name: string,
    image: string,
    annotations: Record<string, string> = {},
): Promise<void> {
    const { containers } = (await podTemplate(cluster, name, image)).spec;
    await cluster.patch(rolloutKind, name, { spec: { template: { metadata: { annotations }, spec: { containers } } } });
}

/** Waits for a state of the newest spec. */
export function untilRollout(
    cluster: Cluster,
    name: string,
    what: string,
    isSo: (status: NonNullable<LiveRollout["status"]>) => boolean,
): Promise<void> {
    return cluster.until(`${what} of the Rollout ${name}`, async () => {
        const { metadata, status } = await cluster.read<LiveRollout>(rolloutKind, name);
        return status?.observedGeneration === String(metadata.generation) && isSo(status);
    });
}

/** `kubectl argo rollouts <verb>`, as a person types it. */
export async function kubectlArgo(
    { platform }: DeliveryBench,
    programs: Map<string, string>,
    verb: string,
    name: string,
): Promise<void> {
    const env = { ...process.env, KUBECONFIG: `${platform.state}/kubeconfig` };
    await run(programs.get("kubectl-argo-rollouts") ?? "", [verb, name, "--namespace", namespace], { env });
}
