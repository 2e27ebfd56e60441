import { CustomObjectsApi, KubernetesObjectApi, PatchStrategy } from "@kubernetes/client-node";

import { apply } from "../../../embedded/cluster/apply";
import type { Manifest } from "../../../embedded/cluster/addons/manifests";
import type { DeliveryBench } from "../release-bench";

/** Where the stack is, and with it its gateway and its Prometheus: the others' apps stand beside it. */
export const namespace = "alchemorsel";

export type Kind = Pick<Manifest, "apiVersion" | "kind">;

/** What the ways do in the cluster, behind Pulumi's back. */
export class Cluster {
    private readonly api: KubernetesObjectApi;
    private readonly made: Manifest[] = [];

    constructor(readonly bench: Pick<DeliveryBench, "platform" | "pause">) {
        this.api = KubernetesObjectApi.makeApiClient(bench.platform.kubeConfig());
    }

    /** Makes these objects; `removeAll` ends them. */
    async make(manifests: readonly Manifest[]): Promise<void> {
        this.made.push(...manifests);
        const isDefinition = ({ kind }: Manifest) => kind === "CustomResourceDefinition";
        for (const definition of manifests.filter(isDefinition)) await this.define(definition);
        await apply(
            this.bench.platform.kubeConfig(),
            manifests.filter((manifest) => !isDefinition(manifest)),
        );
    }

    /**
     * As it is written: the client's own type would leave out what it has another name for, such as `x-kubernetes-…`. And created, since
     * an apply refuses the fields too many that Flagger's have.
     */
    private async define(body: Manifest): Promise<void> {
        const api = this.bench.platform.kubeConfig().makeApiClient(CustomObjectsApi);
        const path = { group: "apiextensions.k8s.io", version: "v1", plural: "customresourcedefinitions" };
        await api.createClusterCustomObject({ ...path, body });
    }

    /** In the opposite order, and only what is still there. Returns once it is gone, so that it can be made again. */
    async removeAll(): Promise<void> {
        for (const manifest of this.made.splice(0).reverse()) {
            await this.api.delete(manifest).catch((error: unknown) => {
                if (!isMissing(error)) throw error;
            });
            await this.until(`the end of ${manifest.kind} ${manifest.metadata.name}`, () => this.isGone(manifest));
        }
    }

    private async isGone(manifest: Manifest): Promise<boolean> {
        try {
            await this.api.read(manifest);
            return false;
        } catch (error) {
            if (!isMissing(error)) throw error;
            return true;
        }
    }

    async read<T extends object>(kind: Kind, name: string, of = namespace): Promise<T> {
        const found: object = await this.api.read({ ...kind, metadata: { name, namespace: of } });
        return found as T;
    }

    /** Changes some fields of an object. */
    async patch(kind: Kind, name: string, fields: object, of = namespace): Promise<void> {
        const body = { ...kind, metadata: { name, namespace: of }, ...fields };
        const isBuiltIn = /^(v1|apps\/v1)$/.test(kind.apiVersion);
        const strategy = isBuiltIn ? PatchStrategy.StrategicMergePatch : PatchStrategy.MergePatch;
        await this.api.patch(body, undefined, undefined, undefined, undefined, strategy);
    }

    /** Waits until this is so. `what` says in an error what was waited for. */
    async until(what: string, isSo: () => Promise<boolean>, seconds = 300): Promise<void> {
        const deadline = Date.now() + seconds * 1000;
        while (!(await isSo())) {
            if (Date.now() > deadline) throw new Error(`${what}: not after ${seconds} s`);
            await this.bench.pause(0.2);
        }
    }

    /** All of a Deployment's pods are of its newest template, and ready. */
    rolledOut(name: string, of = namespace): Promise<void> {
        return this.until(`the rollout of ${name}`, async () => {
            const { metadata, spec, status } = await this.read<LiveDeployment>(deploymentKind, name, of);
            return (
                status.observedGeneration === metadata.generation &&
                [status.updatedReplicas, status.availableReplicas, status.replicas].every(
                    (count) => count === spec.replicas,
                )
            );
        });
    }

    /** Working set of the pods of a namespace, in MiB, as metrics-server tells it; `undefined` until it does. */
    async workingSet(ofNamespace: string): Promise<number | undefined> {
        const api = this.bench.platform.kubeConfig().makeApiClient(CustomObjectsApi);
        const path = { group: "metrics.k8s.io", version: "v1beta1", namespace: ofNamespace, plural: "pods" };
        const { items } = (await api.listNamespacedCustomObject(path)) as PodMetrics;
        const sizes = items.flatMap(({ containers }) => containers.map(({ usage }) => mebibytes(usage.memory)));
        return sizes.length === 0 ? undefined : sizes.reduce((sum, size) => sum + size, 0);
    }
}

export const deploymentKind = { apiVersion: "apps/v1", kind: "Deployment" };

interface LiveDeployment {
    metadata: { generation: number };
    spec: { replicas: number };
    status: Partial<Record<"observedGeneration" | "updatedReplicas" | "availableReplicas" | "replicas", number>>;
}

interface PodMetrics {
    items: { containers: { usage: { memory: string } }[] }[];
}

function mebibytes(quantity: string): number {
    const [, value = "", unit = ""] = /^(\d+)(Ki|Mi)?$/.exec(quantity) ?? [];
    const factor = { Ki: 2 ** -10, Mi: 1 }[unit] ?? 2 ** -20;
    return Number(value) * factor;
}

function isMissing(error: unknown): boolean {
    return (
        (error as { code?: unknown }).code === 404 ||
        (error instanceof Error && error.message.startsWith("Unrecognized API version and kind"))
    );
}
