import { Deployment } from "@pulumi/kubernetes/apps/v1";
import { Service } from "@pulumi/kubernetes/core/v1";
import { NetworkPolicy } from "@pulumi/kubernetes/networking/v1";
import type { apps, core, networking } from "@pulumi/kubernetes/types/input";
import * as pulumi from "@pulumi/pulumi";

import { type Transform, transformed } from "../../transform";
import { containerSecurityContext, podSecurityContext, scratchVolume } from "../../workload/hardening";
import type { Store } from "../foundation";
import { clientOnlyPolicy, storeEgress, storeLabels } from "./store";

export interface CacheArgs {
    /** Namespace of all objects. Changing it replaces. */
    namespace: pulumi.Input<string>;
    /** Redis' image by digest. Changing it restarts the cache, empty. */
    image: string;
    /** Bends a child. */
    transform?: {
        deployment?: Transform<apps.v1.Deployment>;
        service?: Transform<core.v1.Service>;
        networkPolicy?: Transform<networking.v1.NetworkPolicy>;
    };
}

const port = 6379;
const user = 999;

/** One Redis that keeps nothing: a cache without which reads go on. Only workloads that use it can reach it. */
export class Cache extends pulumi.ComponentResource {
    /** How workloads reach it. */
    public readonly store: Store;

    constructor(name: string, args: CacheArgs, opts?: pulumi.ComponentResourceOptions) {
        super("alchemorsel:foundation:Cache", name, {}, opts);
        const service = this.createService(name, args);
        const policy = this.createNetworkPolicy(name, args);
        this.createDeployment(name, args, policy);
        this.store = {
            environment: { CACHE_HOST: service.metadata.name, CACHE_PORT: String(port) },
            ...storeEgress("cache", port),
        };
        this.registerOutputs({});
    }

    private createService(name: string, { namespace, transform }: CacheArgs): Service {
        const service: core.v1.Service = {
            metadata: {
                name: "cache",
                namespace,
                labels: storeLabels("cache"),
                annotations: { "pulumi.com/skipAwait": "true" },
            },
            spec: { selector: storeLabels("cache"), ports: [{ name: "redis", port, targetPort: "redis" }] },
        };
        return new Service(`${name}-service`, ...transformed(transform?.service, service, { parent: this }));
    }

    private createNetworkPolicy(name: string, { namespace, transform }: CacheArgs): NetworkPolicy {
        const policy = clientOnlyPolicy("cache", namespace, port);
        return new NetworkPolicy(
            `${name}-network-policy`,
            ...transformed(transform?.networkPolicy, policy, { parent: this }),
        );
    }

    private createDeployment(name: string, args: CacheArgs, policy: NetworkPolicy): void {
        const labels = storeLabels("cache");
        const deployment: apps.v1.Deployment = {
            metadata: { name: "cache", namespace: args.namespace, labels },
            spec: {
                replicas: 1,
                selector: { matchLabels: labels },
                template: { metadata: { labels }, spec: podSpec(args.image) },
            },
        };
        new Deployment(
            `${name}-deployment`,
            ...transformed(args.transform?.deployment, deployment, {
                parent: this,
                dependsOn: policy,
                customTimeouts: { create: "2m", update: "2m" },
            }),
        );
    }
}

function podSpec(image: string): core.v1.PodSpec {
    const answers = { tcpSocket: { port: "redis" }, timeoutSeconds: 2 };
    return {
        automountServiceAccountToken: false,
        enableServiceLinks: false,
        securityContext: podSecurityContext(user),
        terminationGracePeriodSeconds: 10,
        containers: [
            {
                name: "redis",
                image,
                // At its limit it forgets what was used least; nothing is written to disk.
                args: ["--maxmemory", "64mb", "--maxmemory-policy", "allkeys-lru", "--save", "", "--appendonly", "no"],
                ports: [{ name: "redis", containerPort: port }],
                resources: { requests: { cpu: "20m", memory: "32Mi" }, limits: { memory: "128Mi" } },
                securityContext: containerSecurityContext(),
                startupProbe: { ...answers, periodSeconds: 1, failureThreshold: 30 },
                readinessProbe: { ...answers, periodSeconds: 5, failureThreshold: 2 },
                livenessProbe: { ...answers, periodSeconds: 15, failureThreshold: 3 },
                terminationMessagePolicy: "FallbackToLogsOnError",
                volumeMounts: [{ name: "tmp", mountPath: "/tmp" }],
            },
        ],
        volumes: [scratchVolume("tmp", "16Mi")],
    };
}
