import type { Bucket } from "../../delivery/analysis/buckets";

const bucketOf = /^alchemorsel_database_query_seconds_bucket\{le="([^"]+)"\} (\d+)/;

/** How long the queries of all pods have taken since each of them began, from their metrics. */
export function queryTimes(texts: readonly string[]): Bucket[] {
    const counts = new Map<number, number>();
    for (const { bound, count } of texts.flatMap(bucketsOf)) counts.set(bound, (counts.get(bound) ?? 0) + count);
    return [...counts].map(([bound, count]) => ({ bound, count })).sort((one, other) => one.bound - other.bound);
}

function bucketsOf(text: string): Bucket[] {
    return text.split("\n").flatMap((line) => {
        const [, bound, count] = bucketOf.exec(line) ?? [];
        return bound === undefined
            ? []
            : [{ bound: bound === "+Inf" ? Infinity : Number(bound), count: Number(count) }];
    });
}
