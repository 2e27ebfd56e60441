import type { batch, core } from "@pulumi/kubernetes/types/input";
import type * as pulumi from "@pulumi/pulumi";

import type { MigrationRole } from "../foundation/foundation";
import { withMigrationRole } from "./migration-role";
import type { PodSpec } from "./pod";

/** Exit code with which the program says that another try would end the same way. */
const pointless = 2;

export interface MigrationJobNumbers {
    name: string;
    namespace: pulumi.Input<string>;
    annotations?: Record<string, string>;
    /** Labels of the Job. */
    labels: Record<string, string>;
    /** Labels of its pods: those that let them in to the data stores, and none that brings them traffic. */
    podLabels: Record<string, string>;
    /** The pod of the app whose image, environment and files the Job has. */
    pod: PodSpec;
    /** Whom it signs in to each store as, where that isn't the app. */
    roles: readonly MigrationRole[];
    /** Arguments of the image's program. */
    args: string[];
    /** How long all of its tries together may take, in seconds. */
    seconds: number;
    /** How long it stays after its end, in seconds; default: until somebody deletes it. */
    keptSeconds?: number;
}

/** A Job that runs the image of an app once, to its end, with other arguments. */
export function migrationJob(job: MigrationJobNumbers): batch.v1.Job {
    const { name, namespace, labels, annotations } = job;
    const pod = job.roles.reduce(withMigrationRole, job.pod);
    return {
        metadata: { name, namespace, labels, annotations },
        spec: {
            backoffLimit: 6,
            activeDeadlineSeconds: job.seconds,
            ttlSecondsAfterFinished: job.keptSeconds,
            podFailurePolicy: {
                rules: [
                    // A node that is drained is no failure of the migration.
                    { action: "Ignore", onPodConditions: [{ type: "DisruptionTarget", status: "True" }] },
                    {
                        action: "FailJob",
                        onExitCodes: { containerName: "app", operator: "In", values: [pointless] },
                    },
                ],
            },
            template: { metadata: { labels: job.podLabels }, spec: migrationPod(pod, job.args) },
        },
    };
}

/** The pod without what only a server needs. */
function migrationPod({ containers, ...pod }: PodSpec, args: string[]): core.v1.PodSpec {
    return {
        ...pod,
        restartPolicy: "Never",
        topologySpreadConstraints: undefined,
        // Enough to take back what a migration has begun.
        terminationGracePeriodSeconds: 30,
        containers: containers.slice(0, 1).map((container) => ({
            ...container,
            args,
            ports: undefined,
            lifecycle: undefined,
            startupProbe: undefined,
            readinessProbe: undefined,
            livenessProbe: undefined,
        })),
    };
}

/** A Job as the cluster has it, as far as its end is concerned. */
export interface JobStatus {
    status?: { conditions?: { type: string; status: string; reason?: string; message?: string }[] };
}

/** How a Job does. One of which only `FailureTarget` is known has pods that still end. */
export function jobState({
    status,
}: JobStatus): { state: "running" } | { state: "complete" } | { state: "failed"; reason: string } {
    const holding = (status?.conditions ?? []).filter((condition) => condition.status === "True");
    if (holding.some(({ type }) => type === "Complete")) {
        return { state: "complete" };
    }
    const failed = holding.find(({ type }) => type === "Failed");
    if (failed === undefined) {
        return { state: "running" };
    }
    return { state: "failed", reason: [failed.reason, failed.message].filter(Boolean).join(": ") };
}
