import { colorObjectName } from "../../components/kubernetes/names";
import { type DeploymentStatus, hasFailed, waitsForRollout } from "../../components/workload/rollout";
import { fail, pass, type WorkloadGate } from "./gate";

/** The rollout of the new color's Deployment is complete. */
export const ready: WorkloadGate = async ({ name: workload, namespace }, { color, reader }) => {
    const name = colorObjectName(workload, color);
    const deployment = await reader.get<DeploymentStatus>(`/apis/apps/v1/namespaces/${namespace}/deployments/${name}`);
    if (deployment === undefined) {
        return fail(`${name} is not in the cluster: alchemorsel deploy brings it there`);
    }
    const waitsFor = waitsForRollout(deployment);
    if (waitsFor === undefined) {
        return pass(`${deployment.status?.availableReplicas ?? 0} pods available, all of the last change`);
    }
    const next = hasFailed(deployment) ? "its controller has given up" : "wait, or see why";
    return fail(`${name} is not rolled out: ${waitsFor}; ${next}: kubectl describe -n ${namespace} deployment ${name}`);
};
