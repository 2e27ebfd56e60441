import { migrationJobName } from "../../components/kubernetes/names";
import {
    deploymentJob,
    type DeploymentJobArgs,
    type DeploymentWithPod,
    imageOf,
} from "../../components/workload/deployment-job";

/**
 * The manifest of the Job that removes from the schema what only the release before needed. It has the image, the environment and
 * the files of the color that carries the traffic, but for the role that may change the schema.
 *
 * @param options.args Of the image's program: `migrations.contract` of the workload's config.
 * @param options.seconds How long it may take: the workload's `rolloutSeconds`.
 */
export function contractJob(workload: string, deployment: DeploymentWithPod, options: Omit<DeploymentJobArgs, "name">) {
    const image = imageOf(deployment);
    if (image === undefined) {
        throw new Error(`the Deployment ${deployment.metadata.name} has no container with an image`);
    }
    return deploymentJob(workload, deployment, { ...options, name: migrationJobName(workload, "contract", image) });
}
