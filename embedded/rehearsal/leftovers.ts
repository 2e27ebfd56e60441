import { CoreV1Api, KubeConfig } from "@kubernetes/client-node";

/** What a fresh cluster has, and Kubernetes makes again by itself. */
const own = ["default", "kube-node-lease", "kube-public", "kube-system"];

/** Namespaces, and objects of ours in those of Kubernetes, that are there after the stack is not. */
export async function leftInCluster(kubeconfig: string): Promise<string[]> {
    const config = new KubeConfig();
    config.loadFromFile(kubeconfig);
    const api = config.makeApiClient(CoreV1Api);
    const namespaces = (await api.listNamespace()).items.flatMap(({ metadata }) => metadata?.name ?? []);
    const pods = (await api.listPodForAllNamespaces()).items.map(
        ({ metadata }) => `${metadata?.namespace ?? ""}/${metadata?.name ?? ""}`,
    );
    return [
        ...namespaces.filter((name) => !own.includes(name)).map((name) => `the namespace ${name} is still there`),
        ...pods.map((name) => `the pod ${name} is still there`),
    ];
}
