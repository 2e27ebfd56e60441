import type { Call } from "./moto/calls";
import type { Done } from "./rehearse";

/** What a step's time went to, in seconds. */
export interface Shares {
    /** In which at least one call of AWS was being answered. */
    readonly answers: number;
    /** In which none was, but a resource of AWS was being changed: the provider waits by itself before it asks again. */
    readonly waits: number;
    /** The rest: the engine, the program, Kubernetes. */
    readonly others: number;
}

type Interval = readonly [from: number, to: number];

/** The engine tells whole seconds, so the waits are no more exact. */
export function sharesOf({ started, seconds, changes }: Done, calls: readonly Call[]): Shares {
    const from = started.getTime() / 1000;
    const within = ([a, b]: Interval): Interval => [Math.max(a, from), Math.min(b, from + seconds)];
    const answered = calls.map(({ at, ms }): Interval => within([(Date.parse(at) - ms) / 1000, Date.parse(at) / 1000]));
    const changed = changes
        .filter(({ type }) => type.startsWith("aws:"))
        .map(({ started: begun, ended }): Interval => within([begun, ended]));
    const answers = covered(answered);
    const busy = covered([...answered, ...changed]);
    return { answers, waits: busy - answers, others: seconds - busy };
}

/** How much of the time lies in at least one of the intervals; one that ends before it begins has none. */
function covered(intervals: readonly Interval[]): number {
    let [sum, until] = [0, -Infinity];
    for (const [from, to] of intervals.toSorted(([a], [b]) => a - b)) {
        sum += Math.max(0, to - Math.max(from, until));
        until = Math.max(until, to);
    }
    return sum;
}
