import { type ColorName, type PerColor, perColor } from "../../components/colors";
import { type CountedRequests, increaseOf, isMissing, noRequests, type Requests, type Sample } from "./sample";

/**
 * Besides the whole step, its last seconds are looked at: what starts late would else be thinned by all that went well before.
 * While the step is shorter than these there is but one window, and it has all of the odds.
 */
const windowSeconds = [10, 60];
export const longestWindow = Math.max(...windowSeconds);

/** The history with one more sample, without what no later look needs. A sample of another step begins anew. */
export function remember(history: readonly Sample[], sample: Sample): Sample[] {
    const [first, ...rest] = history;
    if (first?.since !== sample.since) {
        return [sample];
    }
    const longest = before(untilOf(sample), longestWindow);
    const needed = rest.findLastIndex((one) => untilOf(one) <= longest);
    return [first, ...rest.slice(Math.max(0, needed)), sample];
}

/** A time of a step, up to now, that is looked at by itself. */
export interface Window {
    readonly requests: PerColor<Requests>;
    /** In ISO 8601. */
    readonly from: string;
    readonly seconds: number;
    /** Empty for the whole step. */
    readonly name: string;
}

/** The whole step first, then its ends from the longest to the shortest. Of figures of whole minutes there is but one end. */
export function windowsOf(history: readonly Sample[], sample: Sample, requests: CountedRequests): Window[] {
    const until = untilOf(sample);
    const ends = new Map<string, CountedRequests>();
    for (const seconds of windowSeconds.toReversed()) {
        const latest = before(until, seconds);
        const start = history.findLast((one) => untilOf(one) <= latest && !isMissing(one.requests));
        if (start !== undefined && !isMissing(start.requests)) ends.set(untilOf(start), start.requests);
    }
    const begun = requests.span?.since ?? sample.since;
    return [
        { requests, from: begun, seconds: secondsBetween(begun, until), name: "" },
        ...[...ends].map(([from, start]) => ({
            requests: perColor((color) => increaseOf(start[color], requests[color])),
            from,
            seconds: secondsBetween(from, until),
            name: endInWords(Math.round(secondsBetween(from, until)), requests.span?.until),
        })),
    ];
}

/** What came in to a color in a window from look to look, as far as the history has them. */
export function partsOf(history: readonly Sample[], { from }: Pick<Window, "from">, color: ColorName) {
    const counted = history.flatMap((sample) =>
        isMissing(sample.requests) ? [] : [{ until: untilOf(sample), requests: sample.requests[color] }],
    );
    const beginning = { until: from, requests: noRequests };
    return counted.flatMap(({ until, requests }, index) => {
        const start = counted[index - 1] ?? beginning;
        if (until <= from) return [];
        return [{ seconds: secondsBetween(start.until, until), requests: increaseOf(start.requests, requests) }];
    });
}

function endInWords(seconds: number, until: string | undefined): string {
    return until === undefined ? ` in the last ${seconds} s` : ` in the ${seconds} s until ${until.slice(11, 19)}`;
}

/** Up to when a sample has the requests. */
function untilOf({ at, requests }: Sample): string {
    return isMissing(requests) ? at : (requests.span?.until ?? at);
}

function secondsBetween(since: string, until: string): number {
    return (Date.parse(until) - Date.parse(since)) / 1000;
}

/** So long before a time. Times in ISO 8601 are in the order of time as texts too. */
function before(time: string, seconds: number): string {
    return new Date(Date.parse(time) - seconds * 1000).toISOString();
}
