/** A Deployment as the cluster has it, as far as its rollout is concerned. */
export interface DeploymentStatus {
    metadata: { generation: number };
    spec: { replicas?: number };
    status?: {
        observedGeneration?: number;
        replicas?: number;
        updatedReplicas?: number;
        availableReplicas?: number;
        conditions?: { type: string; reason?: string }[];
    };
}

/** What keeps a Deployment's pods from all being those of its present template; `undefined` when they are. */
export function waitsForNewPods({ metadata, spec, status = {} }: DeploymentStatus): string | undefined {
    const { observedGeneration = 0, replicas = 0, updatedReplicas = 0 } = status;
    if (observedGeneration < metadata.generation) {
        return "its controller has not seen the last change yet";
    }
    const wanted = spec.replicas ?? 1;
    if (updatedReplicas < wanted) {
        return `${updatedReplicas} of ${wanted} pods are of the last change`;
    }
    const old = replicas - updatedReplicas;
    return old > 0 ? `${old} ${old === 1 ? "pod is" : "pods are"} still of the change before` : undefined;
}

/**
 * What keeps a Deployment's rollout from being complete; `undefined` when it is. As `kubectl rollout status` decides:
 * https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#complete-deployment
 */
export function waitsForRollout(deployment: DeploymentStatus): string | undefined {
    const { updatedReplicas = 0, availableReplicas = 0 } = deployment.status ?? {};
    const unavailable = updatedReplicas - availableReplicas;
    return (
        waitsForNewPods(deployment) ??
        (unavailable > 0 ? `${unavailable} of ${updatedReplicas} pods are not available` : undefined)
    );
}

/** Whether the Deployment's controller has given up on the rollout. */
export function hasFailed({ metadata, status = {} }: DeploymentStatus): boolean {
    const isOfLastChange = (status.observedGeneration ?? 0) >= metadata.generation;
    const hasStopped = status.conditions?.some(
        ({ type, reason }) => type === "Progressing" && reason === "ProgressDeadlineExceeded",
    );
    return isOfLastChange && hasStopped === true;
}
