import type { Manifest } from "../../../embedded/cluster/addons/manifests";
import { type Cluster, deploymentKind, namespace } from "./cluster";

/** As many as the stack's own colors have. */
export const replicas = 4;

const port = 8080;
const beside = { "alchemorsel.dev/bench": "beside" };

interface PodTemplate {
    metadata: { labels: Record<string, string> };
    spec: { containers: { image: string; [field: string]: unknown }[]; [field: string]: unknown };
}

/** The stack's own pod, store access, probes and its slow end included, under other labels. */
export async function podTemplate(cluster: Cluster, name: string, image: string): Promise<PodTemplate> {
    const { spec } = await cluster.read<{ spec: { template: PodTemplate } }>(deploymentKind, "recipes-blue");
    const { metadata, spec: pod } = spec.template;
    const uses = Object.entries(metadata.labels).filter(([label]) => label.startsWith("alchemorsel.dev/uses-"));
    return {
        metadata: { labels: { ...Object.fromEntries(uses), ...beside, app: name } },
        spec: {
            ...pod,
            // It spreads the pods of the stack's own labels.
            topologySpreadConstraints: undefined,
            containers: pod.containers.map((container) => ({ ...container, image })),
        },
    };
}

/** A Deployment as a person writes it, but for the pod. */
export async function appDeployment(cluster: Cluster, name: string, image: string): Promise<Manifest> {
    return {
        ...deploymentKind,
        metadata: { name, namespace, labels: { app: name } },
        spec: {
            replicas,
            selector: { matchLabels: { app: name } },
            template: await podTemplate(cluster, name, image),
        },
    };
}

/** What changes in a Deployment, or what is like one, with another image. `annotations` are the pods'. */
export function withImage(image: string, annotations?: Record<string, string>) {
    const spec = { containers: [{ name: "app", image }] };
    return { spec: { template: { ...(annotations && { metadata: { annotations } }), spec } } };
}

export function appService(name: string, app: string): Manifest {
    return {
        apiVersion: "v1",
        kind: "Service",
        metadata: { name, namespace },
        spec: { selector: { app }, ports: [{ name: "http", port, targetPort: "http" }] },
    };
}

/** A way through the stack's own gateway. */
export function appRoute(name: string, host: string, backend: object): Manifest {
    return {
        apiVersion: "gateway.networking.k8s.io/v1",
        kind: "HTTPRoute",
        metadata: { name, namespace },
        spec: {
            parentRefs: [{ name: "alchemorsel" }],
            hostnames: [host],
            rules: [{ backendRefs: [backend] }],
        },
    };
}

export function toService(name: string) {
    return { name, port };
}

/** The namespace denies what no policy allows: in from the gateway; out to anywhere, which leaves what the stores allow. */
export const openings: Manifest = {
    apiVersion: "networking.k8s.io/v1",
    kind: "NetworkPolicy",
    metadata: { name: "bench-beside", namespace },
    spec: {
        podSelector: { matchLabels: beside },
        policyTypes: ["Ingress", "Egress"],
        ingress: [{ from: [{ namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "gateway" } } }] }],
        egress: [{}],
    },
};
