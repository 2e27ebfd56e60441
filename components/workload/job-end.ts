import { setTimeout as sleep } from "node:timers/promises";

import type { ClusterReader } from "../kubernetes/reader";
import { jobState, type JobStatus } from "./migration-job";

/** How a wait for a Job ended. */
export type JobEnd = { state: "complete" | "gone" | "late" } | { state: "failed"; reason: string };

export interface JobWait {
    /** In milliseconds since 1970. */
    deadline: number;
    pollMilliseconds: number;
    /** Done at each look at a Job that runs. */
    look?: () => Promise<void>;
}

/** Waits until a Job is complete, has failed or is gone, and no longer than to the deadline. */
export async function jobEnd(
    reader: ClusterReader,
    { namespace, job }: { namespace: string; job: string },
    { deadline, pollMilliseconds, look }: JobWait,
): Promise<JobEnd> {
    for (;;) {
        const live = await reader.get<JobStatus>(`/apis/batch/v1/namespaces/${namespace}/jobs/${job}`);
        if (live === undefined) return { state: "gone" };
        const now = jobState(live);
        if (now.state !== "running") return now;
        if (Date.now() >= deadline) return { state: "late" };
        await look?.();
        await sleep(pollMilliseconds);
    }
}
