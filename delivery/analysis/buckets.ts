/** How many requests took up to a bound, as Prometheus' histograms count them: each bucket has those of the smaller ones too. */
export interface Bucket {
    /** In seconds; the last one is infinite. */
    readonly bound: number;
    readonly count: number;
}

export function total(buckets: readonly Bucket[]): number {
    return buckets.at(-1)?.count ?? 0;
}

/** How many took longer than this bound of a bucket. */
export function slower(buckets: readonly Bucket[], bound: number): number {
    return total(buckets) - (buckets.find((bucket) => bucket.bound === bound)?.count ?? 0);
}

/**
 * The bound nearest to this part (0 to 1) of the requests: such that the share beyond it comes closest to the rest. Never the infinite one,
 * which nothing is beyond, and none below `least` (in seconds) where there is another.
 */
export function nearestBound(buckets: readonly Bucket[], part: number, least = 0): number | undefined {
    const distance = ({ bound }: Bucket) => Math.abs(slower(buckets, bound) / total(buckets) - (1 - part));
    const finite = buckets.filter(({ bound }) => Number.isFinite(bound));
    const allowed = finite.filter(({ bound }) => bound >= least);
    const [first, ...others] = allowed.length > 0 ? allowed : finite.slice(-1);
    if (first === undefined || total(buckets) === 0) {
        return undefined;
    }
    return others.reduce((nearest, bucket) => (distance(bucket) < distance(nearest) ? bucket : nearest), first).bound;
}

/**
 * The latency, in milliseconds, that this part (0 to 1) of the requests does not exceed, as PromQL's `histogram_quantile` has it:
 * within a bucket, requests are taken to be spread evenly; of those beyond the last finite bound only that bound is known.
 */
export function percentile(buckets: readonly Bucket[], part: number): number | undefined {
    const rank = part * total(buckets);
    const index = buckets.findIndex(({ count }) => count >= rank);
    const bucket = buckets[index];
    if (bucket === undefined || rank === 0) {
        return undefined;
    }
    const below = buckets[index - 1] ?? { bound: 0, count: 0 };
    const within = (rank - below.count) / (bucket.count - below.count);
    const seconds = Number.isFinite(bucket.bound) ? below.bound + (bucket.bound - below.bound) * within : below.bound;
    return 1000 * seconds;
}

/** What came in between two counts of the same buckets. */
export function bucketsSince(before: readonly Bucket[], now: readonly Bucket[]): Bucket[] {
    const countBefore = new Map(before.map(({ bound, count }) => [bound, count]));
    return now.map(({ bound, count }) => ({ bound, count: count - (countBefore.get(bound) ?? 0) }));
}
