import { CoreV1Api } from "@kubernetes/client-node";

import { clusterOf } from "../cluster/cluster-of";
import { besideState, inventoryOf } from "./moto/inventory";
import type { Stage } from "./step";

/** What a fresh cluster has, and Kubernetes makes again by itself. */
const own = ["default", "kube-node-lease", "kube-public", "kube-system"];

/** Namespaces, and objects of ours in those of Kubernetes, that are there after the stack is not. */
export async function leftInCluster(kubeconfig: string): Promise<string[]> {
    const api = clusterOf(kubeconfig).makeApiClient(CoreV1Api);
    const namespaces = (await api.listNamespace()).items.flatMap(({ metadata }) => metadata?.name ?? []);
    const pods = (await api.listPodForAllNamespaces()).items.map(
        ({ metadata }) => `${metadata?.namespace ?? ""}/${metadata?.name ?? ""}`,
    );
    return [
        ...namespaces.filter((name) => !own.includes(name)).map((name) => `the namespace ${name} is still there`),
        ...pods.map((name) => `the pod ${name} is still there`),
    ];
}

/** What a destroy leaves on purpose, one of each: the data of database and cache. */
const finalSnapshots = ["rds DBSnapshots", "elasticache Snapshots"];

/** What AWS has beside what it had before the stack and the final snapshots, and those of them that it hasn't. */
export async function leftInCloud({ python, awsUrl, regions, empty }: Stage): Promise<string[]> {
    const left = besideState(await inventoryOf(python, awsUrl, regions), empty, []);
    return [
        ...left
            .filter(({ kind }) => !finalSnapshots.includes(kind))
            .map(({ kind, id }) => `${kind} ${id} is still in AWS`),
        ...finalSnapshots
            .filter((kind) => !left.some((each) => each.kind === kind))
            .map((kind) => `${kind} has no final snapshot`),
    ];
}
