import { KubeConfig } from "@kubernetes/client-node";

/** The cluster that a kubeconfig's current context names. */
export function clusterOf(kubeconfig: string): KubeConfig {
    const config = new KubeConfig();
    config.loadFromFile(kubeconfig);
    return config;
}
