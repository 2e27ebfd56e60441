import * as pulumi from "@pulumi/pulumi";

import type { ColorName } from "./colors";
import type { PlatformConfig } from "./config";
import { LocalFoundation, type LocalFoundationArgs } from "./foundation/local/local-foundation";
import type { ClusterAccess } from "./kubernetes/reader";
import { type Weights, weights } from "./workload/weights";
import { Workload, type WorkloadArgs } from "./workload/workload";

export interface PlatformArgs extends PlatformConfig {
    /** The cluster that everything goes to. Another one replaces everything. */
    cluster: ClusterAccess;
    /** Bends a child of the foundation or of a workload, by its name. */
    transform?: {
        foundation?: LocalFoundationArgs["transform"];
        workloads?: Record<string, WorkloadArgs["transform"]>;
    };
}

/** One foundation and the workloads on it. */
export class Platform extends pulumi.ComponentResource {
    /** URL at which the workloads answer. */
    public readonly address: pulumi.Output<string>;
    /** The color that carries the traffic. */
    public readonly activeColor: ColorName;
    /** Share of each color in percent, of every workload. */
    public readonly weights: Weights;
    /** Images by digest: of each workload's colors, of the database and of the cache. */
    public readonly images: Record<string, unknown>;

    constructor(name: string, args: PlatformArgs, opts?: pulumi.ComponentResourceOptions) {
        super("alchemorsel:platform:Platform", name, {}, opts);
        const foundation = new LocalFoundation(
            `${name}-foundation`,
            {
                ...args.local,
                cluster: args.cluster,
                databasePassword: args.databasePassword,
                transform: args.transform?.foundation,
            },
            { parent: this },
        );
        const { activeColor, canaryWeight } = args;
        for (const [workload, config] of Object.entries(args.workloads)) {
            const transform = args.transform?.workloads?.[workload];
            new Workload(
                `${name}-${workload}`,
                { ...config, foundation, workload, activeColor, canaryWeight, transform },
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
        this.registerOutputs({ address: this.address });
    }
}
