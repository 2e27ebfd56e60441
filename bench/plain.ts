import { type KubernetesObject, KubernetesObjectApi, PatchStrategy, type V1Deployment } from "@kubernetes/client-node";

import type { Bench } from "./figure";

export const plainHost = "plain.bench";
const namespace = "bench-plain";
const space = { apiVersion: "v1", kind: "Namespace", metadata: { name: namespace } };
const replicas = 4;

/**
 * A service as a tutorial writes it, beside the stack and behind the same gateway controller: no preStop hook, the
 * default strategy, one readiness probe.
 */
export class PlainService {
    private readonly api: KubernetesObjectApi;

    constructor(
        private readonly bench: Bench,
        private readonly image: string,
    ) {
        this.api = KubernetesObjectApi.makeApiClient(bench.platform.kubeConfig());
    }

    /** Blue and green for the selector, and one that is rolled. The Service starts at blue. */
    async create(): Promise<void> {
        const objects = [
            space,
            ...["blue", "green"].map((color) => deployment(color, color, this.image)),
            deployment("rolled", "blue", this.image),
            service("blue"),
            gateway(),
            route(),
        ];
        for (const object of objects) {
            await this.api.create(object);
        }
        await this.rolledOut("blue", "green", "rolled");
    }

    /** Points the Service at the pods of another Deployment. */
    select(app: string): Promise<unknown> {
        return this.patch(service(app));
    }

    /** Changes the pods of the Deployment that is rolled, and waits for the end of the rollout. */
    async roll(color: string): Promise<void> {
        await this.patch(deployment("rolled", color, this.image));
        await this.rolledOut("rolled");
    }

    remove(): Promise<unknown> {
        return this.api.delete(space);
    }

    private patch(object: KubernetesObject): Promise<unknown> {
        return this.api.patch(object, undefined, undefined, undefined, undefined, PatchStrategy.StrategicMergePatch);
    }

    private async rolledOut(...names: string[]): Promise<void> {
        const deadline = Date.now() + 120_000;
        for (const name of names) {
            while (!(await this.isRolledOut(name))) {
                if (Date.now() > deadline) {
                    throw new Error(`the plain Deployment ${name} is not ready`);
                }
                await this.bench.pause(0.2);
            }
        }
    }

    private async isRolledOut(name: string): Promise<boolean> {
        const { metadata, status } = await this.api.read<V1Deployment & { metadata: { name: string } }>({
            ...{ apiVersion: "apps/v1", kind: "Deployment" },
            metadata: { name, namespace },
        });
        return (
            status?.observedGeneration === metadata.generation &&
            [status?.updatedReplicas, status?.readyReplicas, status?.replicas].every((count) => count === replicas)
        );
    }
}

function deployment(name: string, color: string, image: string) {
    const labels = { app: name };
    return {
        apiVersion: "apps/v1",
        kind: "Deployment",
        metadata: { name, namespace },
        spec: {
            replicas,
            selector: { matchLabels: labels },
            template: {
                metadata: { labels },
                spec: {
                    containers: [
                        {
                            name: "app",
                            image,
                            env: environment(color),
                            ports: [{ containerPort: 8080 }],
                            // Without a database the app is never ready by its own account.
                            readinessProbe: { httpGet: { path: "/livez", port: 8080 }, periodSeconds: 2 },
                        },
                    ],
                },
            },
        },
    };
}

/** The app wants to be told of a database; that none answers there doesn't keep it from answering `/`. */
function environment(color: string) {
    const values = {
        COLOR: color,
        DATABASE_HOST: "none.invalid",
        DATABASE_NAME: "none",
        DATABASE_USER: "none",
        DATABASE_PASSWORD_FILE: "/etc/hostname",
    };
    return Object.entries(values).map(([name, value]) => ({ name, value }));
}

function service(app: string) {
    return {
        apiVersion: "v1",
        kind: "Service",
        metadata: { name: "plain", namespace },
        spec: { selector: { app }, ports: [{ port: 8080 }] },
    };
}

const gatewayApi = "gateway.networking.k8s.io/v1";

function gateway() {
    const listener = { name: "http", protocol: "HTTP", port: 8000, hostname: plainHost };
    return {
        apiVersion: gatewayApi,
        kind: "Gateway",
        metadata: { name: "plain", namespace },
        spec: { gatewayClassName: "traefik", listeners: [listener] },
    };
}

function route() {
    return {
        apiVersion: gatewayApi,
        kind: "HTTPRoute",
        metadata: { name: "plain", namespace },
        spec: {
            parentRefs: [{ name: "plain" }],
            hostnames: [plainHost],
            rules: [{ backendRefs: [{ name: "plain", port: 8080 }] }],
        },
    };
}
