/** One counter as it was read, in the order of time. */
export interface Series {
    readonly labels: Readonly<Record<string, string>>;
    readonly points: readonly Point[];
}

export interface Point {
    /** In seconds since 1970. */
    readonly time: number;
    readonly value: number;
}

/** Readings further apart than this, where two are made each second, are those of a process that hung or could not be read. */
const gapSeconds = 5;

/** What such a process does then is work that has piled up. */
const settleSeconds = 5;

/**
 * What counters of many processes went up by since a moment, from their values as they were read one after another.
 *
 * PromQL's `increase` isn't used: it stretches what it finds to the ends of its range, which over a window of seconds adds or
 * leaves out whole seconds of traffic, and it leaves out the first value of a counter that has just come into being. The first
 * failed request makes such a counter.
 *
 * - A value below the one before it: the process has begun anew, so all of the value is new.
 * - A first value: if its process was read before and didn't have the counter then, it was 0. Otherwise, nobody knows when
 *   it got there, and it counts from there on.
 * - Between two readings nobody knows when a counter went up: what went up before the first reading since the moment is left out.
 * - A process that could not be read for a while: what it counted meanwhile and right after says nothing of who was asked.
 */
export class Counters {
    private readonly counted = new Map<string, { labels: Series["labels"]; last: Point; total: number }>();
    private readonly reads = new Map<string, number[]>();
    /** When a process was read again after a gap, each time. */
    private readonly readAgain = new Map<string, Set<number>>();

    constructor(private readonly since: number) {}

    /** `up` are Prometheus' own series of that name: when each process was read. What was given before may be given again. */
    add(series: readonly Series[], up: readonly Series[]): void {
        for (const { labels, points } of up) {
            const successes = points.filter(({ value }) => value === 1).map(({ time }) => time);
            this.reads.set(processOf(labels), successes);
        }
        const keyed = series.map((each) => ({ ...each, key: keyOf(each.labels) }));
        for (const each of keyed) this.findGaps(each);
        for (const { key, labels, points } of keyed) {
            const again = [...(this.readAgain.get(processOf(labels)) ?? [])];
            for (const point of points) {
                this.addPoint(key, labels, point, again);
            }
        }
    }

    /** Each counter and how much it went up. */
    totals(): { labels: Series["labels"]; total: number }[] {
        return [...this.counted.values()].map(({ labels, total }) => ({ labels, total }));
    }

    /** When the newest value was read, in seconds since 1970. */
    newest(): number | undefined {
        const times = [...this.counted.values()].map(({ last }) => last.time);
        return times.length === 0 ? undefined : times.reduce((newest, time) => Math.max(newest, time));
    }

    private addPoint(key: string, labels: Series["labels"], point: Point, again: readonly number[]): void {
        const counter = this.counted.get(key);
        const before = counter?.last ?? this.beginning(labels, point);
        if (before !== undefined && point.time <= before.time) {
            return;
        }
        const isCounted = before !== undefined && before.time >= this.since && !isUnsettled(point, again);
        const more = !isCounted ? 0 : point.value >= before.value ? point.value - before.value : point.value;
        this.counted.set(key, { labels, last: point, total: (counter?.total ?? 0) + more });
    }

    private findGaps({ key, labels, points }: Series & { readonly key: string }): void {
        const process = processOf(labels);
        let before = this.counted.get(key)?.last.time ?? Infinity;
        for (const { time } of points) {
            if (time - before > gapSeconds) {
                this.readAgain.set(process, (this.readAgain.get(process) ?? new Set()).add(time));
            }
            before = time;
        }
    }

    private beginning(labels: Series["labels"], point: Point): Point | undefined {
        const time = this.reads.get(processOf(labels))?.findLast((read) => read < point.time);
        return time === undefined ? undefined : { time, value: 0 };
    }
}

/** Whether its process had been read again only just before. */
function isUnsettled({ time }: Point, again: readonly number[]): boolean {
    return again.some((start) => time >= start && time <= start + settleSeconds);
}

function processOf({ job, instance }: Series["labels"]): string {
    return JSON.stringify([job, instance]);
}

function keyOf(labels: Series["labels"]): string {
    return JSON.stringify(Object.entries(labels).sort(([one], [other]) => (one < other ? -1 : 1)));
}
