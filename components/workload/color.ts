import { Deployment } from "@pulumi/kubernetes/apps/v1";
import { HorizontalPodAutoscaler } from "@pulumi/kubernetes/autoscaling/v2";
import { Job } from "@pulumi/kubernetes/batch/v1";
import { Service } from "@pulumi/kubernetes/core/v1";
import { PodDisruptionBudget } from "@pulumi/kubernetes/policy/v1";
import type { apps, autoscaling, batch, core, policy } from "@pulumi/kubernetes/types/input";
import * as pulumi from "@pulumi/pulumi";

import type { ColorName } from "../colors";
import type { Store, StoreFile } from "../foundation/foundation";
import { colorLabels, migrationLabels } from "../kubernetes/labels";
import { colorObjectName, shortDigest } from "../kubernetes/names";
import { type Transform, transformed } from "../transform";
import { autoscalerSpec, type RequestTarget } from "./autoscaling";
import type { Guard } from "./guard";
import { migrationJob } from "./migration-job";
import { appPort, podSpec } from "./pod";
import type { RolloutHooks } from "./rollout-hooks";
import type { Timings } from "./timings";

export interface ColorArgs {
    /** Name of the workload; with the color it names every object. Changing it replaces. */
    workload: string;
    /** Which color. Changing it replaces. */
    color: ColorName;
    /** Namespace of all objects. Changing it replaces. */
    namespace: pulumi.Input<string>;
    /** Image by digest. Without one there are no pods, only the Service. Changing it rolls the color's pods. */
    image?: string;
    /** Pods at rest and under load. Changed in place. */
    replicas: { min: number; max: number };
    /** Requests per second at which pods are added; default: CPU and memory alone. Changed in place. */
    requests?: RequestTarget;
    /** Requests and limit of each pod. Changing them rolls the color's pods. */
    resources: { cpu: string; memory: string; memoryLimit: string };
    /** Environment variables. Changing them rolls the color's pods. */
    environment: Record<string, pulumi.Input<string>>;
    /** Data stores that the pods use. Changing them rolls the color's pods. */
    stores: Store[];
    /** Keys of Secrets that the pods get as files, beside those of the stores; default none. Changing them rolls the color's pods. */
    secrets?: StoreFile[];
    /** The workload's ServiceAccount. Changing it rolls the color's pods. */
    serviceAccount: pulumi.Input<string>;
    /** What fences the pods and lets them in; none of them starts before it. */
    before: pulumi.Resource[];
    /** How pods begin and end, as `timings()` computes it. Changing it rolls the color's pods. */
    timings: Timings;
    /** Refuses to touch this color in the update that takes its traffic. */
    guard: Guard["color"];
    /** Follow the rollout of the color's pods. */
    rollout: RolloutHooks;
    /**
     * What brings the database's schema up to the image before its pods start; default nothing. Another Job for each image;
     * changing anything else runs it again.
     */
    migration?: {
        /** Name of the Job, by `migrationJobName()`. */
        job: string;
        /** Arguments of the image's program. */
        expand: string[];
        /** Keeps the pods as they are until the Job is complete. */
        gate: pulumi.ResourceHook;
    };
    /** Bends a child. */
    transform?: {
        migrationJob?: Transform<MigrationJobArgs>;
        deployment?: Transform<DeploymentArgs>;
        service?: Transform<ServiceArgs>;
        disruptionBudget?: Transform<DisruptionBudgetArgs>;
        autoscaler?: Transform<AutoscalerArgs>;
    };
}

type MigrationJobArgs = batch.v1.Job;
type DeploymentArgs = apps.v1.Deployment;
type ServiceArgs = core.v1.Service;
type DisruptionBudgetArgs = policy.v1.PodDisruptionBudget;
type AutoscalerArgs = autoscaling.v2.HorizontalPodAutoscaler;

/**
 * One color of a workload: its Service, and with an image its pods, their autoscaler and their disruption budget, and before
 * them its migrations.
 * https://www.pulumi.com/registry/packages/kubernetes/api-docs/apps/v1/deployment/
 *
 * @example
 * ```ts
 * import { Color, type ColorArgs, type Guard, timings } from "@alchemorsel/platform";
 * import type { NetworkPolicy } from "@pulumi/kubernetes/networking/v1";
 * import * as pulumi from "@pulumi/pulumi";
 *
 * // `Workload` makes all of this for both of its colors: mostly you want that one.
 * declare const guard: Guard; // from createGuard()
 * declare const networkPolicy: NetworkPolicy;
 * declare const rollout: ColorArgs["rollout"];
 *
 * const color = new Color("recipes-blue", {
 *     workload: "recipes",
 *     color: "blue",
 *     namespace: "alchemorsel",
 *     image: new pulumi.Config("images").require("recipes"),
 *     replicas: { min: 2, max: 4 },
 *     resources: { cpu: "50m", memory: "64Mi", memoryLimit: "128Mi" },
 *     environment: {},
 *     stores: [],
 *     serviceAccount: "recipes",
 *     timings: timings({
 *         deregistrationSeconds: 4,
 *         healthCheckSeconds: 2,
 *         longestRequestSeconds: 20,
 *         rolloutSeconds: 120,
 *     }),
 *     before: [networkPolicy],
 *     guard: guard.color,
 *     rollout,
 * });
 *
 * export const service = color.service;
 * ```
 */
export class Color extends pulumi.ComponentResource {
    /** Name of the color's Service, which stays for good. */
    public readonly service: pulumi.Output<string>;
    /** The pods' Deployment, `undefined` for a color without an image. */
    public readonly deployment?: Deployment;

    constructor(name: string, args: ColorArgs, opts?: pulumi.ComponentResourceOptions) {
        super("alchemorsel:workload:Color", name, {}, opts);
        this.service = this.createService(name, args);
        if (args.image !== undefined) {
            const migration = this.createMigration(name, args, args.image);
            this.deployment = this.createDeployment(name, args, args.image, migration);
            this.createDisruptionBudget(name, args);
            this.createAutoscaler(name, args);
        }
        this.registerOutputs({ service: this.service });
    }

    private createService(name: string, args: ColorArgs): pulumi.Output<string> {
        const service: ServiceArgs = {
            // Whether there are endpoints is the guard's business; the provider would wait 10 s after each change.
            metadata: { ...metadata(args), annotations: { "pulumi.com/skipAwait": "true" } },
            spec: {
                selector: colorLabels(args.workload, args.color),
                ports: [{ name: "http", port: appPort, targetPort: "http" }],
            },
        };
        return new Service(`${name}-service`, ...transformed(args.transform?.service, service, { parent: this }))
            .metadata.name;
    }

    /**
     * A Job that did not complete is replaced in the next update: deleted, and run again. The provider waits for none: it
     * knows not all the ways in which one fails, so the gate does.
     */
    private createMigration(name: string, args: ColorArgs, image: string): Job | undefined {
        if (args.migration === undefined) {
            return undefined;
        }
        const labels = migrationLabels(args.workload);
        const job = migrationJob({
            name: args.migration.job,
            namespace: args.namespace,
            annotations: { "pulumi.com/waitFor": "jsonpath={.metadata.uid}", "pulumi.com/replaceUnready": "true" },
            labels,
            podLabels: { ...labels, ...clientLabels(args) },
            pod: podSpec({ ...args, image, labels, secrets: args.secrets ?? [] }),
            roles: args.stores.flatMap(({ migrationRole }) => migrationRole ?? []),
            args: args.migration.expand,
            seconds: args.timings.rolloutTimeoutSeconds,
        });
        // A Job can't be changed, and one of another image is another Job: each has a name of its own for the engine too, and is never
        // made over. One that failed is taken away before it is made again, for both have the same name in the cluster.
        return new Job(
            `${name}-migration-${shortDigest(image)}`,
            ...transformed(args.transform?.migrationJob, job, {
                parent: this,
                dependsOn: args.before,
                ignoreChanges: ["spec"],
                deleteBeforeReplace: true,
            }),
        );
    }

    /** `replicas` is left out for good: the autoscaler owns it. */
    private createDeployment(name: string, args: ColorArgs, image: string, migration: Job | undefined): Deployment {
        const labels = colorLabels(args.workload, args.color);
        const gate = args.migration === undefined ? [] : [args.migration.gate];
        const deployment: DeploymentArgs = {
            metadata: metadata(args),
            spec: {
                selector: { matchLabels: labels },
                minReadySeconds: args.timings.minReadySeconds,
                progressDeadlineSeconds: args.timings.progressDeadlineSeconds,
                revisionHistoryLimit: 3,
                strategy: { type: "RollingUpdate", rollingUpdate: { maxUnavailable: 0, maxSurge: "50%" } },
                template: {
                    metadata: { labels: { ...labels, ...clientLabels(args) } },
                    spec: podSpec({ ...args, image, labels, secrets: args.secrets ?? [] }),
                },
            },
        };
        const timeout = `${args.timings.rolloutTimeoutSeconds}s`;
        return new Deployment(
            `${name}-deployment`,
            ...transformed(args.transform?.deployment, deployment, {
                parent: this,
                dependsOn: [...args.before, ...(migration ? [migration] : [])],
                customTimeouts: { create: timeout, update: timeout },
                hooks: {
                    beforeCreate: gate,
                    beforeUpdate: [args.guard, ...gate],
                    afterCreate: [args.rollout.check],
                    afterUpdate: [args.rollout.check],
                    onError: [args.rollout.report],
                },
            }),
        );
    }

    private createDisruptionBudget(name: string, args: ColorArgs): void {
        const budget: DisruptionBudgetArgs = {
            metadata: metadata(args),
            spec: {
                maxUnavailable: 1,
                selector: { matchLabels: colorLabels(args.workload, args.color) },
                // A pod that isn't ready serves nothing, so it must not keep a node from being drained.
                unhealthyPodEvictionPolicy: "AlwaysAllow",
            },
        };
        new PodDisruptionBudget(
            `${name}-disruption-budget`,
            ...transformed(args.transform?.disruptionBudget, budget, { parent: this }),
        );
    }

    private createAutoscaler(name: string, args: ColorArgs): void {
        const target = colorObjectName(args.workload, args.color);
        const autoscaler: AutoscalerArgs = {
            metadata: metadata(args),
            spec: autoscalerSpec(target, args.replicas, args.resources.memoryLimit, args.requests),
        };
        new HorizontalPodAutoscaler(
            `${name}-autoscaler`,
            ...transformed(args.transform?.autoscaler, autoscaler, {
                parent: this,
                hooks: { beforeUpdate: [args.guard] },
            }),
        );
    }
}

function metadata({ workload, color, namespace }: ColorArgs) {
    return { name: colorObjectName(workload, color), namespace, labels: colorLabels(workload, color) };
}

function clientLabels({ stores }: ColorArgs): Record<string, string> {
    return Object.fromEntries(stores.flatMap((store) => Object.entries(store.clientLabels)));
}
