import type { MigrationRole } from "../../components/foundation/foundation";
import { colorLabel, migrationLabels } from "../../components/kubernetes/labels";
import { migrationJobName } from "../../components/kubernetes/names";
import { migrationJob } from "../../components/workload/migration-job";
import type { PodSpec } from "../../components/workload/pod";

/** A color's Deployment as the cluster has it, as far as a Job made of it is concerned. */
export interface DeploymentWithPod {
    metadata: { name: string; namespace: string };
    spec: { template: { metadata: { labels: Record<string, string> }; spec: PodSpec } };
}

/**
 * The manifest of the Job that removes from the schema what only the release before needed. It has the image, the environment and
 * the files of the color that carries the traffic, but for the role that may change the schema, and nothing sends it requests.
 *
 * @param options.args Of the image's program: `migrations.contract` of the workload's config.
 * @param options.seconds How long it may take: the workload's `rolloutSeconds`.
 * @param options.roles Whom it signs in to the stores as, where that isn't the app.
 */
export function contractJob(
    workload: string,
    deployment: DeploymentWithPod,
    { args, seconds, roles }: { args: readonly string[]; seconds: number; roles: readonly MigrationRole[] },
) {
    const { metadata, spec } = deployment;
    const pod = spec.template.spec;
    const image = pod.containers[0]?.image;
    if (typeof image !== "string") {
        throw new Error(`the Deployment ${metadata.name} has no container with an image`);
    }
    const labels = migrationLabels(workload);
    const others = Object.entries(spec.template.metadata.labels).filter(([label]) => label !== colorLabel);
    return {
        apiVersion: "batch/v1",
        kind: "Job",
        ...migrationJob({
            name: migrationJobName(workload, "contract", image),
            namespace: metadata.namespace,
            labels,
            podLabels: { ...Object.fromEntries(others), ...labels },
            pod,
            roles,
            args: [...args],
            seconds,
        }),
    };
}
