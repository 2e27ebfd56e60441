import { ServiceAccount } from "@pulumi/kubernetes/core/v1";
import { NetworkPolicy } from "@pulumi/kubernetes/networking/v1";
import type { core, networking } from "@pulumi/kubernetes/types/input";
import * as pulumi from "@pulumi/pulumi";

import { type ColorName, colors, otherColor, perColor, type PerColor } from "../colors";
import type { Foundation, StoreFile, StoreName } from "../foundation/foundation";
import { workloadLabels } from "../kubernetes/labels";
import { colorObjectName, migrationJobName } from "../kubernetes/names";
import { throwProblems } from "../problems";
import { type Transform, transformed } from "../transform";
import { Color, type ColorArgs } from "./color";
import { connectionEnvironment, connectionProblems, type ConnectionShare } from "./connections";
import { createGuard, type Guard, type Guarded } from "./guard";
import { readLive } from "./live";
import { migrationGate } from "./migration-gate";
import { workloadPolicySpec } from "./network-policy";
import { appPort } from "./pod";
import { rolloutHooks } from "./rollout-hooks";
import { workloadProblems } from "./rules";
import { timings } from "./timings";
import type { Preview } from "./traffic";
import { lackProblems, type TrafficLacks } from "./traffic-lacks";
import type { Together } from "./together";
import { type Weights, weights } from "./weights";

export interface WorkloadArgs {
    /** What the workload stands on. */
    foundation: Foundation;
    /** Name of the workload: of its objects, and with the color of each color's. Changing it replaces. */
    workload: string;
    /** The color that carries the traffic. Changing it moves the traffic, in place. */
    activeColor: ColorName;
    /** Share of the idle color, in percent; default 0. Changed in place. */
    canaryWeight?: number;
    /** The workloads with which its traffic moves, after those that were made before it; default: it moves by itself. */
    together?: Together;
    /**
     * Header whose requests with the value `idle` reach the idle color, once that has an image; default: none do. Changed in
     * place.
     */
    previewHeader?: string;
    /** Image by digest of each color; the active color needs one. Changing one rolls that color's pods. */
    image: Partial<PerColor<string>>;
    /** Host name whose requests it answers; default: every host. Changed in place. */
    host?: string;
    /**
     * Seconds for which a client stays with its color, where the foundation's load balancer can do that; default: none. With
     * it a switch, and a rollback, reach those clients only after that time. Changed in place.
     */
    stickySeconds?: number;
    /** Pods of each color at rest and under load; `warm`: at rest for now, where that is more. Changed in place. */
    replicas: { min: number; max: number; warm?: Partial<PerColor<number>> };
    /** Requests per second of a pod above which there are more of them, where the foundation counts them; default: CPU and memory alone. Changed in place. */
    autoscaling?: { requestsPerSecond: number };
    /** Requests and limit of each pod, as Kubernetes quantities. Changing them rolls the pods. */
    resources: { cpu: string; memory: string; memoryLimit: string };
    /** Environment variables; default none. Changing them rolls the pods. */
    environment?: Record<string, pulumi.Input<string>>;
    /**
     * Keys of Secrets in the namespace that it gets as files, by the environment variable that names the file; default none. Changing
     * them rolls the pods; changing a Secret's value doesn't, the files follow it.
     */
    secrets?: Record<string, { name: string; key: string }>;
    /** Data stores that it may reach; default none. Changing them rolls the pods. */
    uses?: StoreName[];
    /**
     * How many workloads share the database's connections, this one among them; default 1. Each has an equal part, of which each of its pods
     * may hold an equal part. Changing it, or the most pods of a color, rolls the pods.
     */
    databaseWorkloads?: number;
    /** The longest request, in seconds. Changing it rolls the pods. */
    longestRequestSeconds: number;
    /** How long a rollout may take, in seconds. Changed in place. */
    rolloutSeconds: number;
    /**
     * Arguments of the image's program that change the database's schema; default none. Those of `expand` run as a Job before
     * the pods of an image start; those of `contract` are for the release's commands. Changing the former runs it again.
     */
    migrations?: { expand: string[]; contract: string[] };
    /**
     * Bends a child: `serviceAccount`, `networkPolicy`, and of each color `migrationJob`, `deployment`, `service`, `disruptionBudget` and
     * `autoscaler`, the same way for both.
     */
    transform?: WorkloadTransform;
}

/** The children of a workload that a user may bend; those of a color are the same for both. */
type WorkloadTransform = NonNullable<ColorArgs["transform"]> & {
    serviceAccount?: Transform<core.v1.ServiceAccount>;
    networkPolicy?: Transform<networking.v1.NetworkPolicy>;
};

/**
 * An app workload with two colors. Each color has its own pods, Service and digest; traffic moves by weights only, and
 * an update that would drop requests is refused (`guard.ts`).
 *
 * @example
 * ```ts
 * import { type LocalFoundation, Workload } from "@alchemorsel/platform";
 * import * as pulumi from "@pulumi/pulumi";
 *
 * declare const foundation: LocalFoundation;
 *
 * // By digest, such as registry.example.com/recipes@sha256:…
 * const image = new pulumi.Config("images").require("recipes");
 *
 * new Workload("recipes", {
 *     foundation,
 *     workload: "recipes",
 *     activeColor: "blue",
 *     image: { blue: image },
 *     replicas: { min: 2, max: 4 },
 *     resources: { cpu: "50m", memory: "64Mi", memoryLimit: "128Mi" },
 *     uses: ["database", "cache"],
 *     longestRequestSeconds: 20,
 *     rolloutSeconds: 120,
 * });
 * ```
 */
export class Workload extends pulumi.ComponentResource {
    private readonly weights: Weights;

    constructor(name: string, args: WorkloadArgs, opts?: pulumi.ComponentResourceOptions) {
        check(name, args);
        super("alchemorsel:workload:Workload", name, {}, opts);
        this.weights = weights(args.activeColor, args.canaryWeight ?? 0);

        const { foundation } = args;
        const guard = this.createGuard(name, args);
        const serviceAccount = this.createServiceAccount(name, args);
        const before = [
            this.createNetworkPolicy(name, args),
            ...(foundation.admit?.({ serviceAccount: args.workload, stores: args.uses ?? [] }) ?? []),
        ];
        const byColor = perColor((color) => this.createColor(name, color, args, { serviceAccount, before, guard }));
        this.createTraffic(name, args, byColor, guard);
        this.registerOutputs({ weights: this.weights });
    }

    private createGuard(name: string, args: WorkloadArgs): Guard {
        const { foundation, workload, image } = args;
        const states = perColor((color) => ({ image: image[color], replicas: replicasOf(color, args) }));
        const { switchesAlone } = foundation;
        const guarded: Guarded = {
            plan: { workload, weights: this.weights, colors: states, switchesAlone },
            readLive: (namespace) =>
                readLive(
                    foundation.kubernetes.reader,
                    namespace,
                    workload,
                    () => foundation.readWeights(namespace, workload),
                    async () => foundation.readHealthy?.(namespace, workload),
                ),
        };
        return createGuard(name, guarded.plan, guarded.readLive, args.together?.join(guarded));
    }

    private createServiceAccount(name: string, { workload, foundation, transform }: WorkloadArgs): ServiceAccount {
        const account: core.v1.ServiceAccount = {
            metadata: { name: workload, namespace: foundation.kubernetes.namespace, labels: workloadLabels(workload) },
            automountServiceAccountToken: false,
        };
        return new ServiceAccount(
            `${name}-service-account`,
            ...transformed(transform?.serviceAccount, account, { parent: this }),
        );
    }

    private createNetworkPolicy(name: string, args: WorkloadArgs): NetworkPolicy {
        const { workload, foundation } = args;
        const labels = workloadLabels(workload);
        const policy: networking.v1.NetworkPolicy = {
            metadata: { name: workload, namespace: foundation.kubernetes.namespace, labels },
            spec: workloadPolicySpec(labels, foundation.ingressFrom, stores(args)),
        };
        return new NetworkPolicy(
            `${name}-network-policy`,
            ...transformed(args.transform?.networkPolicy, policy, { parent: this }),
        );
    }

    private createColor(
        name: string,
        color: ColorName,
        args: WorkloadArgs,
        shared: { serviceAccount: ServiceAccount; before: pulumi.Resource[]; guard: Guard },
    ): Color {
        const { foundation, workload } = args;
        const times = timings({ ...foundation.routing, ...args });
        const { reader } = foundation.kubernetes;
        const seconds = times.rolloutTimeoutSeconds;
        const share = connectionShare(args);
        return new Color(
            `${name}-${color}`,
            {
                workload,
                color,
                namespace: foundation.kubernetes.namespace,
                image: args.image[color],
                replicas: replicasOf(color, args),
                requests: requestsOf(color, args),
                resources: args.resources,
                environment: { ...args.environment, ...(share && connectionEnvironment(share)) },
                stores: stores(args),
                secrets: secretFiles(args),
                serviceAccount: shared.serviceAccount.metadata.name,
                before: shared.before,
                timings: times,
                guard: shared.guard.color,
                rollout: rolloutHooks(`${name}-${color}`, { workload, color, reader, seconds }),
                migration: migrationOf(`${name}-${color}`, color, args, seconds),
                transform: args.transform,
            },
            { parent: this },
        );
    }

    /**
     * The route waits for the Deployments of the colors that shall carry traffic, and for no others: a color that fails
     * to roll out is never given traffic, and a broken color that loses its traffic doesn't hold up the rollback. (The
     * engine waits for a Deployment that failed in the last update again, until its timeout.) That the color which
     * loses traffic isn't touched in the meantime is the guard's promise, so nothing needs to wait for it. Of workloads that
     * move together it waits for the one before, and so for no pods but theirs.
     */
    private createTraffic(name: string, args: WorkloadArgs, byColor: PerColor<Color>, guard: Guard): void {
        const carrying = colors.filter((color) => this.weights[color] > 0);
        const deployments = carrying.flatMap((color) => byColor[color].deployment ?? []);
        const traffic = args.foundation.traffic(
            `${name}-traffic`,
            {
                workload: args.workload,
                namespace: args.foundation.kubernetes.namespace,
                host: args.host,
                weights: this.weights,
                preview: previewOf(args),
                stickySeconds: args.stickySeconds,
                services: perColor((color) => byColor[color].service),
                port: appPort,
                longestRequestSeconds: args.longestRequestSeconds,
                carriers: [...deployments, ...(args.together?.last ? [args.together.last] : [])],
                guard: guard.traffic,
            },
            { parent: this },
        );
        if (args.together) {
            args.together.last = traffic;
        }
    }
}

/** Without an image the idle color has no pods: its requests are answered as all others are. */
function previewOf({ previewHeader: header, activeColor, image }: WorkloadArgs): Preview | undefined {
    const color = otherColor(activeColor);
    return header === undefined || image[color] === undefined ? undefined : { header, color };
}

/** A color that was warmed keeps its pods even where that is more than the largest number under load. */
function replicasOf(color: ColorName, { replicas: { min, max, warm = {} } }: WorkloadArgs) {
    const floor = Math.max(min, warm[color] ?? 0);
    return { min: floor, max: Math.max(max, floor) };
}

function requestsOf(color: ColorName, { workload, autoscaling, foundation }: WorkloadArgs): ColorArgs["requests"] {
    const metric = autoscaling === undefined ? undefined : foundation.requestMetric?.(workload, color);
    return autoscaling && metric && { metric, perSecond: autoscaling.requestsPerSecond };
}

function migrationOf(
    name: string,
    color: ColorName,
    { workload, image, migrations, foundation }: WorkloadArgs,
    seconds: number,
): ColorArgs["migration"] {
    const reference = image[color];
    if (migrations === undefined || reference === undefined) {
        return undefined;
    }
    const job = migrationJobName(colorObjectName(workload, color), "expand", reference);
    const gate = migrationGate(name, { job, reader: foundation.kubernetes.reader, seconds });
    return { job, expand: migrations.expand, gate };
}

function stores({ foundation, uses = [] }: WorkloadArgs) {
    return uses.map((store) => foundation.stores[store]);
}

function connectionShare({
    foundation,
    uses = [],
    replicas,
    databaseWorkloads,
}: WorkloadArgs): ConnectionShare | undefined {
    const { connections } = foundation.stores.database;
    if (connections === undefined || !uses.includes("database")) return undefined;
    return { connections, workloads: databaseWorkloads ?? 1, maxPods: replicas.max };
}

function secretFiles({ secrets = {} }: WorkloadArgs): StoreFile[] {
    return Object.entries(secrets).map(([fileVariable, secret]) => ({ ...secret, fileVariable }));
}

function lacksOf(foundation: Foundation): TrafficLacks {
    const uncounted = {
        autoscaling: "on requests per second is not possible on a foundation that does not count them",
    };
    return { ...(foundation.requestMetric === undefined ? uncounted : {}), ...foundation.lacks };
}

function check(name: string, args: WorkloadArgs): void {
    const {
        activeColor,
        canaryWeight = 0,
        environment = {},
        previewHeader: preview,
        stickySeconds,
        autoscaling,
    } = args;
    const share = connectionShare(args);
    const problems = [
        ...workloadProblems([], { ...args, environment }, { activeColor, canaryWeight }),
        ...(share === undefined ? [] : connectionProblems([], share)),
        ...lackProblems([], lacksOf(args.foundation), { preview, stickySeconds, autoscaling }),
    ];
    throwProblems(`The args of workload ${name} are not valid.`, problems);
}
