import { colorLabel, migrationLabels } from "../kubernetes/labels";
import { migrationJob, type MigrationJobNumbers } from "./migration-job";
import type { PodSpec } from "./pod";

/** A color's Deployment as the cluster has it, as far as a Job made of it is concerned. */
export interface DeploymentWithPod {
    metadata: { name: string; namespace: string };
    spec: { template: { metadata: { labels: Record<string, string> }; spec: PodSpec } };
}

export interface DeploymentJobArgs extends Pick<MigrationJobNumbers, "name" | "seconds" | "roles" | "keptSeconds"> {
    /** Arguments of the image's program. */
    args: readonly string[];
}

/** The manifest of a Job with the image, the environment and the files of a color's pods, which nothing sends requests. */
export function deploymentJob(
    workload: string,
    { metadata, spec }: DeploymentWithPod,
    { args, ...job }: DeploymentJobArgs,
) {
    const labels = migrationLabels(workload);
    const others = Object.entries(spec.template.metadata.labels).filter(([label]) => label !== colorLabel);
    return {
        apiVersion: "batch/v1",
        kind: "Job",
        ...migrationJob({
            ...job,
            namespace: metadata.namespace,
            labels,
            podLabels: { ...Object.fromEntries(others), ...labels },
            pod: spec.template.spec,
            args: [...args],
        }),
    };
}

/** The image that a color's Deployment runs. */
export function imageOf({ spec }: DeploymentWithPod): string | undefined {
    const image = spec.template.spec.containers[0]?.image;
    return typeof image === "string" ? image : undefined;
}
