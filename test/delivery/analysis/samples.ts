import type { PerColor } from "../../../components/colors";
import { type Bucket, bucketsSince } from "../../../delivery/analysis/buckets";
import { judge } from "../../../delivery/analysis/judge";
import { noRequests, type Pod, type Requests, type Sample } from "../../../delivery/analysis/sample";
import type { Watch } from "../../../delivery/analysis/watch";
import { remember } from "../../../delivery/analysis/windows";
import { hits } from "./random";
import { analysis } from "../analysis-config";

/** In seconds: those of the gateway. */
const bounds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.15, 0.2, 0.3, 0.5, 1, 2.5, 5, Infinity];

export const began = "2026-11-28T00:00:00.000Z";

export function after(seconds: number): string {
    return new Date(Date.parse(began) + seconds * 1000).toISOString();
}

export const pod: Pod = {
    name: "recipes-green-1",
    createdAt: after(-3600),
    isReady: true,
    restarts: 0,
    ends: [],
};

/** A sample of a step that began at `began`; blue is the old color, green the new one. */
export function sample(seconds: number, parts: Partial<Sample> = {}): Sample {
    return {
        since: began,
        at: after(seconds),
        requests: { blue: noRequests, green: noRequests },
        pods: { wanted: 1, pods: [pod] },
        queries: {},
        ...parts,
    };
}

export function watch(history: readonly Sample[], parts: Partial<Watch> = {}): Watch {
    const common: Omit<Watch, "history" | "odds"> = {
        workload: "recipes",
        color: "green",
        look: history.length,
        analysis,
        queries: [],
    };
    return { ...common, history, odds: analysis.falseAlarmOdds, ...parts };
}

/** What one color does in a second. */
export interface Behavior {
    readonly rate: number;
    /** Share of failures. */
    readonly failing: number;
    /** Median of the latency in seconds; it is spread log-normally around it, so that the 95th percentile is 2.3 times as much. */
    readonly median: number;
    /** What is added to each latency, in seconds. */
    readonly slower: number;
}

export const healthy: Behavior = { rate: 100, failing: 0.001, median: 0.04, slower: 0 };

/** The requests of one more second, on top of those before. */
export function oneSecond(before: Requests, behavior: Behavior, next: () => number): Requests {
    const seconds = Array.from({ length: behavior.rate }, () => latency(behavior, next));
    const buckets = bounds.map((bound) => ({ bound, count: seconds.filter((each) => each <= bound).length }));
    return {
        all: before.all + behavior.rate,
        failed: before.failed + hits(behavior.rate, behavior.failing, next),
        buckets: added(before.buckets, buckets),
    };
}

function latency({ median, slower }: Behavior, next: () => number): number {
    const normal = Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
    return median * Math.exp(normal / 2) + slower;
}

function added(before: readonly Bucket[], more: readonly Bucket[]): Bucket[] {
    const less = before.map(({ bound, count }) => ({ bound, count: -count }));
    return bucketsSince(less, more);
}

/** Looks each second at colors that behave so; the number of the first look that finds a breach, and its measure. */
export function firstBreach(
    seconds: number,
    behaviors: (second: number) => PerColor<Behavior>,
    next: () => number,
    parts: Partial<Watch> = {},
): { look: number; measure: string } | undefined {
    let history: Sample[] = [];
    let requests = { blue: noRequests, green: noRequests };
    for (let look = 1; look <= seconds; look++) {
        const { blue, green } = behaviors(look);
        requests = { blue: oneSecond(requests.blue, blue, next), green: oneSecond(requests.green, green, next) };
        history = remember(history, sample(look, { requests }));
        const found = judge(watch(history, { look, ...parts })).find(({ verdict }) => verdict === "breach");
        if (found) {
            return { look, measure: found.measure };
        }
    }
    return undefined;
}
