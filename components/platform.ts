import * as pulumi from "@pulumi/pulumi";

import type { ColorName } from "./colors";
import type { WorkloadConfig, WorkloadsConfig } from "./config";
import type { Foundation } from "./foundation/foundation";
import type { ReleaseConfig } from "./release-config";
import { type Weights, weights } from "./workload/weights";
import { Workload, type WorkloadArgs } from "./workload/workload";

export interface PlatformArgs extends Pick<WorkloadsConfig, "activeColor" | "canaryWeight"> {
    /** The workloads by name. Another name replaces. */
    workloads: Record<string, Omit<WorkloadConfig, "smoke" | "queries">>;
    /** What of the releases' config shapes resources. Default: nothing. */
    release?: Pick<ReleaseConfig, "previewHeader">;
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
    /** The color that carries the traffic. */
    public readonly activeColor: ColorName;
    /** Share of each color in percent, of every workload. */
    public readonly weights: Weights;
    /** Images by digest: of each workload's colors, of the database and of the cache. */
    public readonly images: Record<string, unknown>;
    /** Versions of the foundation's engines by name, where it has some. */
    public readonly versions: Foundation["versions"];

    constructor(name: string, args: PlatformArgs, opts?: pulumi.ComponentResourceOptions) {
        super("alchemorsel:platform:Platform", name, {}, opts);
        const foundation = args.foundation(name, { parent: this });
        const { activeColor, canaryWeight, release: { previewHeader } = {} } = args;
        for (const [workload, config] of Object.entries(args.workloads)) {
            const transform = args.transform?.workloads?.[workload];
            new Workload(
                `${name}-${workload}`,
                { ...config, foundation, workload, activeColor, canaryWeight, previewHeader, transform },
                { parent: this, provider: foundation.kubernetes.provider },
            );
        }
        this.address = foundation.address;
        this.activeColor = activeColor;
        this.weights = weights(activeColor, canaryWeight);
        this.images = {
            ...foundation.images,
            workloads: Object.fromEntries(
                Object.entries(args.workloads).map(([workload, { image }]) => [workload, image]),
            ),
        };
        this.versions = foundation.versions;
        this.registerOutputs({ address: this.address });
    }
}
