import {
    CustomObjectsApi,
    type KubeConfig,
    PatchStrategy,
    setHeaderOptions,
    type V1Secret,
    Watch,
} from "@kubernetes/client-node";
import type { SecretsManager } from "@aws-sdk/client-secrets-manager";

import { clusterOf } from "../cluster/cluster-of";
import { motoClient } from "./moto/environment";
import type { Stage } from "./step";

/** An ExternalSecret, as the stacks have them: https://external-secrets.io/latest/api/externalsecret/ */
export interface Delivery {
    readonly metadata: { readonly namespace: string; readonly name: string };
    readonly spec: {
        readonly target: { readonly name: string };
        /** Every value of a secret. */
        readonly dataFrom?: readonly { readonly extract: { readonly key: string } }[];
        /** One value of it. */
        readonly data?: readonly {
            readonly secretKey: string;
            readonly remoteRef: { key: string; property: string };
        }[];
    };
}

const kind = { group: "external-secrets.io", version: "v1", plural: "externalsecrets" };

/** The stacks have each looked at once a minute. */
const patience = 120_000;

/** All that bring a secret of Secrets Manager into the cluster. */
export async function deliveries({ kubeconfig }: Stage): Promise<Delivery[]> {
    const api = clusterOf(kubeconfig).makeApiClient(CustomObjectsApi);
    return ((await api.listClusterCustomObject(kind)) as { items: Delivery[] }).items;
}

/** Has the secret looked at now: https://external-secrets.io/latest/introduction/faq/ */
export async function lookNow({ kubeconfig }: Stage, { metadata: { namespace, name } }: Delivery): Promise<void> {
    const api = clusterOf(kubeconfig).makeApiClient(CustomObjectsApi);
    const body = { metadata: { annotations: { "force-sync": new Date().toISOString() } } };
    const merge = setHeaderOptions("Content-Type", PatchStrategy.MergePatch);
    await api.patchNamespacedCustomObject({ ...kind, namespace, name, body }, merge);
}

/** Name or ARN of what it brings. */
export function sourceOf({ metadata, spec: { data, dataFrom } }: Delivery): string {
    const source = dataFrom?.[0]?.extract.key ?? data?.[0]?.remoteRef.key;
    if (source === undefined) throw new Error(`the ExternalSecret ${metadata.name} asks for nothing`);
    return source;
}

export async function secretsManagerOf(stage: Stage): Promise<SecretsManager> {
    const sdk = await import("@aws-sdk/client-secrets-manager");
    return new sdk.SecretsManager(motoClient(stage));
}

/** What a secret has: the keys of its JSON. */
export async function valuesOf(secrets: SecretsManager, source: string): Promise<Record<string, string>> {
    const { SecretString = "" } = await secrets.getSecretValue({ SecretId: source });
    return JSON.parse(SecretString) as Record<string, string>;
}

/** Secrets of the cluster that don't come to have what Secrets Manager has now. */
export async function undelivered(stage: Stage): Promise<string[]> {
    const secrets = await secretsManagerOf(stage);
    const checks = (await deliveries(stage)).map(async (delivery) => {
        const wanted = wantedOf(delivery, await valuesOf(secrets, sourceOf(delivery)));
        return (await comesToHave(clusterOf(stage.kubeconfig), delivery, wanted))
            ? []
            : [`the Secret ${delivery.spec.target.name} has not what Secrets Manager has, after ${patience / 1000} s`];
    });
    return (await Promise.all(checks)).flat();
}

function wantedOf({ spec: { data, dataFrom } }: Delivery, values: Record<string, string>): Record<string, string> {
    const named = (data ?? []).map(
        ({ secretKey, remoteRef: { property } }) => [secretKey, values[property] ?? ""] as const,
    );
    return { ...(dataFrom === undefined ? {} : values), ...Object.fromEntries(named) };
}

/** Whether the Secret has these values, now or soon. */
async function comesToHave(cluster: KubeConfig, delivery: Delivery, wanted: Record<string, string>): Promise<boolean> {
    const end = Date.now() + patience;
    while (Date.now() < end) if (await isSeen(cluster, delivery, wanted)) return true;
    return false;
}

/** Whether a watch of the Secret comes to see these values: it begins with what the API server knows of, and ends within half a minute. */
function isSeen(cluster: KubeConfig, { metadata, spec }: Delivery, wanted: Record<string, string>): Promise<boolean> {
    const path = `/api/v1/namespaces/${metadata.namespace}/secrets`;
    const only = { fieldSelector: `metadata.name=${spec.target.name}`, timeoutSeconds: 30, resourceVersion: "0" };
    return new Promise((resolve, reject) => {
        const onSecret = (_phase: string, secret: V1Secret) => {
            if (!has(secret, wanted)) return;
            resolve(true);
            void watch.then((request) => {
                request.abort();
            });
        };
        // After it was given up, what it says is nobody's matter any more.
        const onEnd = (error: Error | null) => {
            if (error === null) resolve(false);
            else reject(error);
        };
        const watch = new Watch(cluster).watch(path, only, onSecret, onEnd);
    });
}

function has({ data = {} }: V1Secret, wanted: Record<string, string>): boolean {
    return Object.entries(wanted).every(([key, value]) => data[key] === Buffer.from(value).toString("base64"));
}
