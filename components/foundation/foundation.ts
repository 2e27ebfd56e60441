import type { Provider } from "@pulumi/kubernetes/provider";
import type { autoscaling, networking } from "@pulumi/kubernetes/types/input";
import type * as pulumi from "@pulumi/pulumi";

import type { ColorName, PerColor } from "../colors";
import type { ClusterReader } from "../kubernetes/reader";
import type { Traffic, TrafficArgs } from "../workload/traffic";
import type { TrafficLacks } from "../workload/traffic-lacks";
import type { Weights } from "../workload/weights";

/** Where workloads run. */
export interface KubernetesAccess {
    /** Provider of its resources. */
    provider: Provider;
    /** Namespace of the workloads. */
    namespace: pulumi.Output<string>;
    /** Reads the same cluster that the provider changes. */
    reader: ClusterReader;
}

/** How a workload reaches a data store, and what lets it through. */
export interface Store {
    /** Environment variables that tell the app where it is. */
    environment: Record<string, pulumi.Input<string>>;
    /** How many connections it has for all workloads together, where that is known: each gets its part. */
    connections?: number;
    /** Where its connections go to. */
    egress: networking.v1.NetworkPolicyEgressRule[];
    /** Labels with which a pod is let in. */
    clientLabels: Record<string, string>;
    /** Keys of Secrets that the workload gets as files. */
    files?: StoreFile[];
    /** Whom migrations sign in as; default: the workload itself, which may then change the schema at any time. */
    migrationRole?: MigrationRole;
}

/** A role that may change the schema, where the workload's own may not. */
export interface MigrationRole {
    /** Environment variables that are others than the workload's. */
    environment: Record<string, string>;
    /** The Secrets that a migration's Job has in place of the workload's, by the `fileVariable` of the file; with the same keys. */
    secrets: Record<string, pulumi.Input<string>>;
}

/** A key of a Secret that is mounted as a file; an environment variable names the file. */
export interface StoreFile {
    /** Name of the Secret in the workloads' namespace. */
    name: pulumi.Input<string>;
    /** Key in it. */
    key: string;
    /** Environment variable that gets the path of the mounted file. */
    fileVariable: string;
}

/** What a workload may use. */
export type StoreName = "database" | "cache";

/** Whom a foundation lets use which stores. */
export interface Admission {
    /** Name of the workload's ServiceAccount. */
    serviceAccount: string;
    stores: readonly StoreName[];
}

/** How fast the foundation's load balancer follows a pod, in seconds. */
export interface RoutingDelays {
    /** How long it may go on sending new requests to a pod that has begun to end. */
    deregistrationSeconds: number;
    /** One health check cycle. */
    healthCheckSeconds: number;
}

/** What workloads stand on. They know nothing of what is behind it. */
export interface Foundation {
    readonly kubernetes: KubernetesAccess;
    readonly stores: Record<StoreName, Store>;
    readonly routing: RoutingDelays;
    /** Where the load balancer's requests come from, and those for metrics. */
    readonly ingressFrom: networking.v1.NetworkPolicyPeer[];
    /** URL at which the workloads answer. */
    readonly address: pulumi.Output<string>;
    /** Digests of the foundation's own images, by name. */
    readonly images: Record<string, string>;
    /** Versions of the foundation's engines, by name: what the next update may not go back behind. */
    readonly versions?: Record<string, string>;
    /**
     * Lets a workload's ServiceAccount use these stores, where that takes more than the labels of its pods. What it returns
     * must be there before a pod starts. Without this method nothing is needed.
     */
    admit?(admission: Admission): pulumi.Resource[];
    /**
     * The metric of all requests per second that a color gets, for its autoscaler; what tells it is there from the first call on.
     * Without this method nothing counts them.
     */
    requestMetric?(workload: string, color: ColorName): autoscaling.v2.MetricIdentifier;
    /** What its load balancer cannot do; a workload that asks for it is refused. Default: nothing. */
    readonly lacks?: TrafficLacks;
    /** Creates what sends requests to a workload's colors. */
    traffic(name: string, args: TrafficArgs, opts: pulumi.ComponentResourceOptions): Traffic;
    /** The weights that the load balancer has now, `undefined` when it knows nothing of the workload. */
    readWeights(namespace: string, workload: string): Promise<Weights | undefined>;
    /**
     * How many pods of each color the load balancer itself finds healthy, `undefined` while it checks none. Without
     * this method those count that Kubernetes finds ready.
     */
    readHealthy?(namespace: string, workload: string): Promise<PerColor<number> | undefined>;
    /** Refuse an update that changes the active color and its image at once. Default: no. */
    readonly switchesAlone?: boolean;
}
