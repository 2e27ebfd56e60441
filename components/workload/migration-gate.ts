import * as pulumi from "@pulumi/pulumi";

import type { ClusterReader } from "../kubernetes/reader";
import { namespaceOf } from "./hook-args";
import { jobEnd } from "./job-end";
import { describePod, podReason, readPods } from "./pod-report";

const pollMilliseconds = 500;

/** How long after its deadline a Job's controller may take to say so. */
const verdictSeconds = 30;

export interface MigrationGateArgs {
    /** Name of the Job. */
    job: string;
    reader: ClusterReader;
    /** How long the Job may take. */
    seconds: number;
}

/**
 * Lets a color's pods be made or changed only once the Job is complete. It stands before the pods and not behind the Job:
 * the engine records an after-hook that fails, and goes on with what depends on the resource.
 */
export function migrationGate(name: string, args: MigrationGateArgs): pulumi.ResourceHook {
    return new pulumi.ResourceHook(`${name}-migration-gate`, async (hook) => {
        const namespace = namespaceOf(hook);
        if (namespace !== undefined) {
            await migrated(namespace, args);
        }
    });
}

/** Waits until the Job is complete. One that fails is an error with its last pod's own last words. */
export async function migrated(namespace: string, args: MigrationGateArgs): Promise<void> {
    const { job, reader, seconds } = args;
    const deadline = Date.now() + (seconds + verdictSeconds) * 1000;
    // What keeps a pod from starting: those of a Job that has reached its deadline are ended, and say so and no more.
    let seen = "";
    const end = await jobEnd(
        reader,
        { namespace, job },
        {
            deadline,
            pollMilliseconds,
            look: async () => {
                seen = (await glance(namespace, args)) || seen;
            },
        },
    );
    if (end.state === "complete") {
        return;
    }
    const reason = end.state === "failed" ? end.reason : endInWords[end.state];
    const last = [seen, await report(namespace, args)].filter((line) => line !== "").join("\n");
    throw new Error(
        `the migrations of ${job} failed, so its color is left as it is: ${reason}.\n${last}\n` +
            "The next `pulumi up` runs them again; where the Job is gone, `pulumi refresh` first.",
    );
}

const endInWords = { gone: "it is not in the cluster", late: "no end" };

const running = "is still running";

/** The Job's own error must reach the user, whatever became of the report. */
async function report(namespace: string, args: MigrationGateArgs): Promise<string> {
    try {
        const pod = await lastPod(namespace, args);
        return pod === undefined ? "" : (await describePod(args.reader, namespace, pod, running)).join("\n");
    } catch (error) {
        return `could not read the pods of ${args.job}: ${String(error)}`;
    }
}

/** Why a pod can't start, such as `ImagePullBackOff`. Empty while it is well. */
async function glance(namespace: string, args: MigrationGateArgs): Promise<string> {
    const pod = await lastPod(namespace, args);
    const waiting = pod?.status.containerStatuses?.[0]?.state?.waiting?.reason ?? "";
    return pod && /Err|BackOff|Invalid/.test(waiting) ? `${pod.metadata.name}: ${podReason(pod, running)}` : "";
}

async function lastPod(namespace: string, { reader, job }: MigrationGateArgs) {
    const pods = await readPods(reader, namespace, { "batch.kubernetes.io/job-name": job });
    const time = (pod: (typeof pods)[number]) => pod.metadata.creationTimestamp ?? "";
    return pods.sort((one, other) => time(one).localeCompare(time(other))).at(-1);
}
