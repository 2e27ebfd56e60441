import { CoreV1Api, CustomObjectsApi, type KubeConfig } from "@kubernetes/client-node";

import { clusterOf } from "../cluster/cluster-of";
import { motoClient } from "./moto/environment";
import type { Cloud } from "./step";

interface Binding {
    metadata: { name: string; namespace: string };
    spec: { targetGroupARN: string; serviceRef: { name: string; port: number | string } };
}

/**
 * Registers the pods that each TargetGroupBinding stands for, as the AWS Load Balancer Controller does: that program doesn't run
 * on simulated nodes. moto takes each target for healthy.
 */
export async function registerTargets(cloud: Pick<Cloud, "awsUrl" | "region" | "kubeconfig">): Promise<[]> {
    const { ElasticLoadBalancingV2 } = await import("@aws-sdk/client-elastic-load-balancing-v2");
    const config = clusterOf(cloud.kubeconfig);
    const balancing = new ElasticLoadBalancingV2(motoClient(cloud));
    for (const { metadata, spec } of await bindings(config)) {
        const ids = await readyAddresses(config, metadata.namespace, spec.serviceRef.name);
        const targets = ids.map((Id) => ({ Id }));
        if (targets.length > 0)
            await balancing.registerTargets({ TargetGroupArn: spec.targetGroupARN, Targets: targets });
    }
    return [];
}

async function bindings(config: KubeConfig): Promise<Binding[]> {
    const place = { group: "elbv2.k8s.aws", version: "v1beta1", plural: "targetgroupbindings" };
    const { items } = (await config.makeApiClient(CustomObjectsApi).listClusterCustomObject(place)) as {
        items: Binding[];
    };
    return items;
}

async function readyAddresses(config: KubeConfig, namespace: string, name: string): Promise<string[]> {
    const api = config.makeApiClient(CoreV1Api);
    const { spec } = await api.readNamespacedService({ name, namespace });
    const labelSelector = Object.entries(spec?.selector ?? {})
        .map(([key, value]) => `${key}=${value}`)
        .join(",");
    const { items } = await api.listNamespacedPod({ namespace, labelSelector });
    return items
        .filter(({ status }) => status?.conditions?.some(({ type, status }) => type === "Ready" && status === "True"))
        .flatMap(({ status }) => status?.podIP ?? []);
}
