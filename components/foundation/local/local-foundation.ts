import { CustomResource } from "@pulumi/kubernetes/apiextensions";
import { Secret } from "@pulumi/kubernetes/core/v1";
import { Provider } from "@pulumi/kubernetes/provider";
import type { autoscaling, networking } from "@pulumi/kubernetes/types/input";
import * as pulumi from "@pulumi/pulumi";

import type { ColorName } from "../../colors";
import { kubeconfigReader } from "../../kubernetes/kubeconfig-reader";
import type { ClusterAccess } from "../../kubernetes/reader";
import { type Transform, transformed } from "../../transform";
import { GatewayTraffic } from "../../workload/gateway-traffic";
import { readGatewayWeights } from "../../workload/gateway-weights";
import type { Traffic, TrafficArgs } from "../../workload/traffic";
import type { TrafficLacks } from "../../workload/traffic-lacks";
import type { Weights } from "../../workload/weights";
import type { Foundation, KubernetesAccess, RoutingDelays, Store, StoreName } from "../foundation";
import { createNamespace } from "../namespace";
import { defaultNamespace } from "../namespace-name";
import { Cache, type CacheArgs } from "./cache";
import { Database, type DatabaseArgs } from "./database";
import { editorKeySecret } from "./editor-key-secret";
import { localLacks } from "./local-lacks";
import { Metrics, type MetricsArgs } from "./metrics";
import { RequestMetrics, type RequestMetricsArgs } from "./request-metrics";
import { requestMetricName } from "./request-query";

export interface LocalFoundationArgs {
    /** The cluster. Another one replaces everything. */
    cluster: ClusterAccess;
    /** Namespace of everything; default `alchemorsel`. Changing it replaces everything. */
    namespace?: string;
    /** URL at which the gateway answers on this machine. An output only. */
    address: string;
    /** GatewayClass of the Gateway. Changed in place. */
    gatewayClass: string;
    /** Namespace of the Gateway controller's pods. Changed in place. */
    gatewayNamespace: string;
    /** Port of the Gateway's listener. Changed in place. */
    gatewayPort: number;
    /** PostgreSQL's image by digest. Changing it restarts the database. */
    databaseImage: string;
    /** Redis' image by digest. Changing it restarts the cache. */
    cacheImage: string;
    /** Prometheus' image by digest; default: no Prometheus. Changing it restarts Prometheus, empty. */
    prometheusImage?: string;
    /** prometheus-adapter's image by digest; default: no workload can scale on its requests. Changing it restarts the adapter. */
    prometheusAdapterImage?: string;
    /** Password of the workloads' role in the database. It holds once the database has started again. */
    databasePassword: pulumi.Input<string>;
    /** Password of the migrations' role, to which the database belongs. It holds once the database has started again. */
    databaseOwnerPassword: pulumi.Input<string>;
    /** Value of the Secret `editor-key`, for workloads that ask for it; default: no such Secret. Changed in place, and no pod restarts. */
    editorKey?: pulumi.Input<string>;
    /** Bends a child. */
    transform?: {
        gateway?: Transform<ConstructorParameters<typeof CustomResource>[1]>;
        database?: DatabaseArgs["transform"];
        cache?: CacheArgs["transform"];
        metrics?: MetricsArgs["transform"];
        requestMetrics?: RequestMetricsArgs["transform"];
    };
}

const gatewayName = "alchemorsel";

/**
 * One namespace of one Kubernetes cluster on this machine, with PostgreSQL, Redis and a Gateway in it, and with Prometheus
 * where it is given an image.
 *
 * @example
 * ```ts
 * import { LocalFoundation } from "@alchemorsel/platform";
 * import * as pulumi from "@pulumi/pulumi";
 *
 * // By digest, as `make images` prints them.
 * const images = new pulumi.Config("images");
 *
 * const foundation = new LocalFoundation("local", {
 *     cluster: { context: "kind-dev" },
 *     address: "http://127.0.0.1:8080",
 *     gatewayClass: "traefik",
 *     gatewayNamespace: "gateway",
 *     gatewayPort: 8000,
 *     databaseImage: images.require("postgres"),
 *     cacheImage: images.require("redis"),
 *     databasePassword: new pulumi.Config().requireSecret("databasePassword"),
 *     databaseOwnerPassword: new pulumi.Config().requireSecret("databaseOwnerPassword"),
 * });
 *
 * export const address = foundation.address;
 * ```
 */
export class LocalFoundation extends pulumi.ComponentResource implements Foundation {
    /** Where workloads run. */
    public readonly kubernetes: KubernetesAccess;
    /** How workloads reach PostgreSQL and Redis. */
    public readonly stores: Record<StoreName, Store>;
    /** A Gateway controller follows the EndpointSlices of its own cluster: it hears of a pod within a second. */
    public readonly routing: RoutingDelays = { deregistrationSeconds: 4, healthCheckSeconds: 2 };
    /** A Gateway keeps no client at a color; without their images nobody counts its requests for an autoscaler. */
    public readonly lacks: TrafficLacks;
    /** Where the Gateway's requests come from, and Prometheus'. */
    public readonly ingressFrom: networking.v1.NetworkPolicyPeer[];
    /** URL at which the workloads answer. */
    public readonly address: pulumi.Output<string>;
    /** Images of the database, the cache and Prometheus, by digest. */
    public readonly images: Record<string, string>;
    /** Makes what tells of requests, at the first time that it is asked for. */
    private readonly createRequestMetrics: () => pulumi.Resource;
    private requestMetrics?: pulumi.Resource;
    private readonly editorKey?: Secret;

    constructor(name: string, args: LocalFoundationArgs, opts?: pulumi.ComponentResourceOptions) {
        super("alchemorsel:foundation:LocalFoundation", name, {}, opts);
        // A Secret that is made anew is away for a moment: its value is changed in place.
        const provider = new Provider(
            `${name}-kubernetes`,
            { ...args.cluster, enableSecretMutable: true },
            { parent: this },
        );
        const namespace = createNamespace(name, args.namespace ?? defaultNamespace, { parent: this, provider });
        this.kubernetes = { provider, namespace, reader: kubeconfigReader(args.cluster) };
        this.createGateway(name, args);
        this.editorKey = this.createEditorKey(name, args.editorKey);
        this.stores = this.createStores(name, args);
        this.ingressFrom = [
            { namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": args.gatewayNamespace } } },
            ...this.createMetrics(name, args),
        ];
        this.address = pulumi.output(args.address);
        this.lacks = localLacks(args);
        this.createRequestMetrics = () => {
            const { prometheusAdapterImage: image = "", transform } = args;
            const own = { namespace, image, transform: transform?.requestMetrics };
            return new RequestMetrics(`${name}-request-metrics`, own, this.child);
        };
        const { databaseImage: database, cacheImage: cache, prometheusImage: prometheus } = args;
        this.images = { database, cache, ...(prometheus === undefined ? {} : { prometheus }) };
        this.registerOutputs({ address: this.address });
    }

    /** The editor's key is there before a pod that may ask for it. */
    public admit(): pulumi.Resource[] {
        return this.editorKey === undefined ? [] : [this.editorKey];
    }

    /** Creates the HTTPRoute of a workload. */
    public traffic(name: string, args: TrafficArgs, opts: pulumi.ComponentResourceOptions): Traffic {
        return new GatewayTraffic(name, { ...args, gateway: gatewayName }, opts);
    }

    /** The weights of a workload's HTTPRoute. */
    public readWeights(namespace: string, workload: string): Promise<Weights | undefined> {
        return readGatewayWeights(this.kubernetes.reader, namespace, workload);
    }

    /** The Gateway's count of a color's requests, which prometheus-adapter tells: it runs where a workload asks for this. */
    public requestMetric(workload: string, color: ColorName): autoscaling.v2.MetricIdentifier {
        this.requestMetrics ??= this.createRequestMetrics();
        return { name: requestMetricName, selector: { matchLabels: { workload, color } } };
    }

    private get child(): pulumi.ComponentResourceOptions {
        return { parent: this, provider: this.kubernetes.provider };
    }

    private createGateway(name: string, args: LocalFoundationArgs): void {
        const gateway = {
            apiVersion: "gateway.networking.k8s.io/v1",
            kind: "Gateway",
            metadata: {
                name: gatewayName,
                namespace: this.kubernetes.namespace,
                annotations: { "pulumi.com/waitFor": "condition=Programmed" },
            },
            spec: {
                gatewayClassName: args.gatewayClass,
                listeners: [
                    {
                        name: "http",
                        protocol: "HTTP",
                        port: args.gatewayPort,
                        allowedRoutes: { namespaces: { from: "Same" } },
                    },
                ],
            },
        };
        const options = { ...this.child, customTimeouts: { create: "2m", update: "2m" } };
        new CustomResource(`${name}-gateway`, ...transformed(args.transform?.gateway, gateway, options));
    }

    private createEditorKey(name: string, value: LocalFoundationArgs["editorKey"]): Secret | undefined {
        if (value === undefined) return undefined;
        const labels = {
            "app.kubernetes.io/name": editorKeySecret.name,
            "app.kubernetes.io/part-of": "alchemorsel",
        };
        return new Secret(
            `${name}-editor-key`,
            {
                metadata: { name: editorKeySecret.name, namespace: this.kubernetes.namespace, labels },
                // The SDK makes it a secret of the engine's too.
                stringData: { [editorKeySecret.key]: value },
            },
            this.child,
        );
    }

    private createStores(name: string, args: LocalFoundationArgs): Record<StoreName, Store> {
        const { namespace } = this.kubernetes;
        const { transform, databaseImage, databasePassword, databaseOwnerPassword, cacheImage } = args;
        const database = new Database(
            `${name}-database`,
            {
                namespace,
                image: databaseImage,
                password: databasePassword,
                ownerPassword: databaseOwnerPassword,
                transform: transform?.database,
            },
            this.child,
        );
        const cache = new Cache(
            `${name}-cache`,
            { namespace, image: cacheImage, transform: transform?.cache },
            this.child,
        );
        return { database: database.store, cache: cache.store };
    }

    /** Returns where requests for metrics come from. */
    private createMetrics(name: string, args: LocalFoundationArgs): networking.v1.NetworkPolicyPeer[] {
        const { gatewayNamespace, prometheusImage: image, transform } = args;
        if (image === undefined) return [];
        const { namespace } = this.kubernetes;
        const metrics = new Metrics(
            `${name}-metrics`,
            { namespace, gatewayNamespace, image, transform: transform?.metrics },
            this.child,
        );
        return [metrics.peer];
    }
}
