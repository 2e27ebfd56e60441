import type { PerColor } from "../../components/colors";
import { type Bucket, bucketsSince } from "./buckets";

/** What the colors of a workload did from a step's beginning on. */
export interface Sample {
    /** When the step began, in ISO 8601. */
    readonly since: string;
    /** When this was read. */
    readonly at: string;
    readonly requests: CountedRequests | NoFigures;
    /** Of the new color. */
    readonly pods: Pods | NoFigures;
    /** What the workload's queries said of the new color, by name. */
    readonly queries: Readonly<Record<string, number | NoFigures>>;
}

/** The requests to both colors. */
export interface CountedRequests extends PerColor<Requests> {
    /** The time that they are of, in ISO 8601, where the source is behind. Default: from the step's beginning to when they were read. */
    readonly span?: { readonly since: string; readonly until: string };
}

/** The requests to one color. */
export interface Requests {
    readonly all: number;
    /** Answered with 5xx, or not at all. */
    readonly failed: number;
    /** By latency; the last one, up to infinity, has all that were timed. Empty if there were none. */
    readonly buckets: readonly Bucket[];
}

export const noRequests: Requests = { all: 0, failed: 0, buckets: [] };

/** What came in between two counts. */
export function increaseOf(start: Requests, now: Requests): Requests {
    return {
        all: now.all - start.all,
        failed: now.failed - start.failed,
        buckets: bucketsSince(start.buckets, now.buckets),
    };
}

/** The pods of one color as they are now. */
export interface Pods {
    /** How many the Deployment asks for. */
    readonly wanted: number;
    readonly pods: readonly Pod[];
}

export interface Pod {
    readonly name: string;
    readonly createdAt: string;
    readonly isReady: boolean;
    /** Restarts of its containers since it was created. */
    readonly restarts: number;
    /** Why a container waits, such as `CrashLoopBackOff`. */
    readonly waiting?: string;
    /** How containers of it ended last, such as `OOMKilled`. */
    readonly ends: readonly { readonly at: string; readonly reason: string }[];
}

/** There is nothing to judge by. It is never taken for "nothing bad happened". */
export interface NoFigures {
    /** Why, in half a sentence, with the source's own words if it has some. */
    readonly noFigures: string;
}

export function isMissing(figures: object | number): figures is NoFigures {
    return typeof figures === "object" && "noFigures" in figures;
}
