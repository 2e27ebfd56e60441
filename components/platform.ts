import * as pulumi from "@pulumi/pulumi";

import type { ColorName } from "./colors";
import type { GroupConfig, WorkloadConfig, WorkloadsConfig } from "./config";
import type { Foundation } from "./foundation/foundation";
import { groupProblems } from "./group-rules";
import { type Group, groupsOf } from "./groups";
import { throwProblems } from "./problems";
import type { ReleaseConfig } from "./release-config";
import { Together } from "./workload/together";
import { type Weights, weights } from "./workload/weights";
import { Workload, type WorkloadArgs } from "./workload/workload";

export interface PlatformArgs extends Pick<WorkloadsConfig, "activeColor" | "canaryWeight"> {
    /** The workloads by name. Another name replaces. */
    workloads: Record<string, Omit<WorkloadConfig, "smoke" | "queries">>;
    /** What of the releases' config shapes resources. Default: nothing. */
    release?: Pick<ReleaseConfig, "previewHeader">;
    /**
     * Workloads that follow a color of their own and move together, in their order, by the group's name; default: all of them
     * follow the platform's, each by itself. Changed in place.
     */
    groups?: Record<string, Omit<GroupConfig, "release"> & { release?: Pick<ReleaseConfig, "previewHeader"> }>;
    /** Makes what the workloads stand on, as a child of the platform. Another foundation replaces everything. */
    foundation: CreateFoundation;
    /** Bends the children of a workload, by its name. */
    transform?: { workloads?: Record<string, WorkloadArgs["transform"]> };
}

/** Makes a foundation whose name begins with that of its platform. */
export type CreateFoundation = (platform: string, opts: pulumi.ComponentResourceOptions) => Foundation;

/**
 * One foundation and the workloads on it.
 *
 * @example
 * ```ts
 * import { LocalFoundation, Platform } from "@alchemorsel/platform";
 * import * as pulumi from "@pulumi/pulumi";
 *
 * const images = new pulumi.Config("images"); // By digest.
 *
 * const platform = new Platform("shop", {
 *     activeColor: "blue",
 *     canaryWeight: 0,
 *     workloads: {
 *         recipes: {
 *             image: { blue: images.require("recipes") },
 *             uses: ["database"],
 *             replicas: { min: 2, max: 4 },
 *             resources: { cpu: "50m", memory: "64Mi", memoryLimit: "128Mi" },
 *             environment: {},
 *             longestRequestSeconds: 20,
 *             rolloutSeconds: 120,
 *         },
 *     },
 *     foundation: (name, opts) =>
 *         new LocalFoundation(
 *             `${name}-foundation`,
 *             {
 *                 cluster: { context: "kind-dev" },
 *                 address: "http://127.0.0.1:8080",
 *                 gatewayClass: "traefik",
 *                 gatewayNamespace: "gateway",
 *                 gatewayPort: 8000,
 *                 databaseImage: images.require("postgres"),
 *                 cacheImage: images.require("redis"),
 *                 databasePassword: new pulumi.Config().requireSecret("databasePassword"),
 *                 databaseOwnerPassword: new pulumi.Config().requireSecret("databaseOwnerPassword"),
 *             },
 *             opts,
 *         ),
 * });
 *
 * export const address = platform.address;
 * ```
 */
export class Platform extends pulumi.ComponentResource {
    /** URL at which the workloads answer. */
    public readonly address: pulumi.Output<string>;
    /** The color that carries the traffic of every workload that is in no group. */
    public readonly activeColor: ColorName;
    /** Share of each color in percent, of every workload that is in no group. */
    public readonly weights: Weights;
    /** The same of each group, by its name. */
    public readonly groups: Record<string, { activeColor: ColorName; weights: Weights; workloads: string[] }>;
    /** Images by digest: of each workload's colors, of the database and of the cache. */
    public readonly images: Record<string, unknown>;
    /** Versions of the foundation's engines by name, where it has some. */
    public readonly versions: Foundation["versions"];

    constructor(name: string, args: PlatformArgs, opts?: pulumi.ComponentResourceOptions) {
        super("alchemorsel:platform:Platform", name, {}, opts);
        const { activeColor, canaryWeight, workloads, groups = {} } = args;
        throwProblems(
            `The args of platform ${name} are not valid.`,
            groupProblems(groups, Object.keys(workloads), () => true),
        );
        const foundation = args.foundation(name, { parent: this });
        for (const group of groupsOf({ ...args, release: args.release })) {
            this.createWorkloads(name, group, args, foundation);
        }
        this.address = foundation.address;
        this.activeColor = activeColor;
        this.weights = weights(activeColor, canaryWeight);
        this.images = {
            ...foundation.images,
            workloads: Object.fromEntries(Object.entries(workloads).map(([workload, { image }]) => [workload, image])),
        };
        this.groups = Object.fromEntries(
            Object.entries(groups).map(([group, { activeColor: active, canaryWeight: share, workloads: members }]) => [
                group,
                { activeColor: active, weights: weights(active, share), workloads: members },
            ]),
        );
        this.versions = foundation.versions;
        this.registerOutputs({ address: this.address });
    }

    private createWorkloads(
        name: string,
        { name: group, workloads, activeColor, canaryWeight, release }: Group<PlatformArgs["release"]>,
        args: PlatformArgs,
        foundation: Foundation,
    ): void {
        const together = group === undefined ? undefined : new Together();
        const databaseWorkloads = Object.values(args.workloads).filter(({ uses }) => uses.includes("database")).length;
        for (const workload of workloads) {
            const config = args.workloads[workload];
            if (config === undefined) continue; // Never: it was checked.
            const traffic = { activeColor, canaryWeight, previewHeader: release?.previewHeader, together };
            const transform = args.transform?.workloads?.[workload];
            new Workload(
                `${name}-${workload}`,
                { ...config, ...traffic, foundation, workload, databaseWorkloads, transform },
                { parent: this, provider: foundation.kubernetes.provider },
            );
        }
    }
}
