import { Release, type ReleaseArgs } from "@pulumi/kubernetes/helm/v3/release";
import type * as pulumi from "@pulumi/pulumi";

import { type Transform, transformed } from "../../../transform";
import type { Chart } from "./charts";

/** What a chart is given. */
export type Values = Record<string, unknown>;

/**
 * One release of Helm: raised in place, and rolled back if it isn't ready in ten minutes, in which Auto Mode and Karpenter
 * have made nodes for it.
 *
 * The only form of a chart that a preview can plan with all its values both before there is a cluster and from where the
 * cluster can't be reached. https://www.pulumi.com/registry/packages/kubernetes/api-docs/helm/v3/release/
 */
export function createRelease(
    name: string,
    { chart, repository, version, release, namespace }: Chart,
    values: Values,
    transform: Transform<ReleaseArgs> | undefined,
    opts: pulumi.CustomResourceOptions,
): Release {
    const args: ReleaseArgs = {
        name: release,
        namespace,
        chart,
        version,
        ...(repository === undefined ? {} : { repositoryOpts: { repo: repository } }),
        values,
        atomic: true,
        timeout: 600,
        maxHistory: 5,
    };
    // Two releases would claim the same ClusterRoles and webhooks.
    return new Release(name, ...transformed(transform, args, { ...opts, deleteBeforeReplace: true }));
}
