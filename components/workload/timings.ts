/** The numbers of a stack from which all timings follow, in seconds. */
export interface TimingNumbers {
    /** How long the load balancer may go on sending new requests to a pod that has begun to end. */
    deregistrationSeconds: number;
    /** One health check cycle of the load balancer: how long it may take to see that a pod is ready. */
    healthCheckSeconds: number;
    /** The longest request that the app answers. */
    longestRequestSeconds: number;
    /** How long a rollout may take before the update fails. */
    rolloutSeconds: number;
}

/** The timings of a pod and its Deployment, in seconds unless named otherwise. */
export interface Timings {
    /** The pod goes on answering for this long after its end was asked for, while the load balancer forgets it. */
    preStopSeconds: number;
    /** Then the app refuses new requests and finishes those that it has, for this long at most. */
    drainSeconds: number;
    /** After this the kernel ends the pod. */
    terminationGracePeriodSeconds: number;
    /** A new pod must have been ready for this long before an old one is ended. */
    minReadySeconds: number;
    /** Without progress for this long, the Deployment says that its rollout failed. */
    progressDeadlineSeconds: number;
    /** Pulumi gives up on the rollout after this; the Deployment's own verdict is there by then. */
    rolloutTimeoutSeconds: number;
}

/** What the app needs to close its listeners and its connections to the data stores after the last request. */
const shutdownMarginSeconds = 5;

/** Computes all timings in one place, so that they can't contradict each other. */
export function timings(numbers: TimingNumbers): Timings {
    const preStopSeconds = numbers.deregistrationSeconds + 1;
    const minReadySeconds = numbers.healthCheckSeconds;
    return {
        preStopSeconds,
        drainSeconds: numbers.longestRequestSeconds,
        terminationGracePeriodSeconds: preStopSeconds + numbers.longestRequestSeconds + shutdownMarginSeconds,
        minReadySeconds,
        // Kubernetes wants it above minReadySeconds; some seconds before the timeout leave room for the verdict.
        progressDeadlineSeconds: Math.max(minReadySeconds + 1, numbers.rolloutSeconds - 10),
        rolloutTimeoutSeconds: Math.max(minReadySeconds + 11, numbers.rolloutSeconds),
    };
}
