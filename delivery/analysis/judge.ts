import { type ColorName, otherColor, type PerColor, perColor } from "../../components/colors";
import type { AnalysisConfig, WorkloadReleaseConfig } from "../../components/release-config";
import type { Count, Look, ReleasePlan } from "../release/release";
import { bucketsSince, nearestBound, percentile, slower, total } from "./buckets";
import { decide } from "./difference";
import { judgePods } from "./judge-pods";
import { judgeQueries } from "./judge-queries";
import { type Part, withoutWorstMoment } from "./moment";
import { type CountedRequests, isMissing, type Requests, type Sample } from "./sample";

/** One look at one workload, in a step or in the bake. */
export interface Watch {
    readonly workload: string;
    /** The color that gets the traffic. */
    readonly color: ColorName;
    /** The number of this look in the step, from 1. A process that takes a release up goes on at any number not used yet, such as the step's seconds. */
    readonly look: number;
    /** The samples of this step by `remember`; the last one is judged. */
    readonly history: readonly Sample[];
    readonly analysis: AnalysisConfig;
    /** By `oddsOfStep`. */
    readonly odds: number;
    readonly queries: WorkloadReleaseConfig["queries"];
    /**
     * What the old color did before the new one got all of the traffic, for the looks after that: with it, the old color's counts of
     * the step are left out. It assumes that the old color would have gone on as it was. What then hurts any version (a slow database, a
     * peak) is blamed on the new one, so it should be recent; and it should have a thousand requests or more, or it proves little.
     * Counted up to one moment after the other: the last is all of it, the parts between say how uneven it was.
     */
    readonly baseline?: readonly [...Requests[], Requests];
}

/** Errors and slow requests; the other measures are facts, which chance has no part in. */
const measuresByChance = 2;

/**
 * Besides the whole step, its last seconds are looked at: what starts late would else be thinned by all that went well before.
 * While the step is shorter than these there is but one window, and it has all of the odds.
 */
const windowSeconds = [10, 60];
const longestWindow = Math.max(...windowSeconds);

/** The odds of one workload in one step or in the bake, such that those of all together are what the config says. */
export function oddsOfStep({ analysis, steps }: Pick<ReleasePlan, "analysis" | "steps">, workloads: number): number {
    return analysis.falseAlarmOdds / (workloads * (steps.length + 1));
}

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

/** The verdict of several looks, of any number of workloads: what is not known to be well is not well. */
export function verdictOf(looks: readonly Look[]): Look["verdict"] {
    const verdicts = looks.map(({ verdict }) => verdict);
    return verdicts.includes("breach")
        ? "breach"
        : verdicts.every((one) => one === "well") && looks.length > 0
          ? "well"
          : "inconclusive";
}

/** What the last sample says of each measure. */
export function judge(watch: Watch): Look[] {
    const sample = watch.history.at(-1);
    if (sample === undefined) {
        throw new Error(`no sample of ${watch.workload} to judge`);
    }
    const findings = [
        ...judgeRequests(watch, sample),
        ...judgePods(watch.history, sample),
        ...judgeQueries(watch, sample),
    ];
    return findings.map((finding) => ({ at: sample.at, workload: watch.workload, ...finding }));
}

/** A look, but for when and at what. */
export type Finding = Omit<Look, "at" | "workload">;

function judgeRequests(watch: Watch, sample: Sample): Finding[] {
    if (isMissing(sample.requests)) {
        const missing = { verdict: "inconclusive", why: sample.requests.noFigures } as const;
        return [
            { measure: "errors", ...missing },
            { measure: "slow requests", ...missing },
        ];
    }
    const windows = windowsOf(watch.history, sample, sample.requests);
    const compared = windows.map(({ requests, parts, ...window }) => ({
        ...window,
        old: watch.baseline?.at(-1) ?? requests[otherColor(watch.color)],
        new: requests[watch.color],
        parts: parts.map(({ seconds, requests: ofPart }) => ({ seconds, new: ofPart[watch.color] })),
    }));
    return [
        { measure: "errors", ...strongest(compared.map((window) => failures(watch, window, windows.length))) },
        {
            measure: "slow requests",
            ...strongest(compared.map((window) => slow(watch, window, windows.length))),
            latency: latencyOf(windows.at(-1)),
        },
    ];
}

interface Window {
    readonly requests: PerColor<Requests>;
    readonly seconds: number;
    /** Empty for the whole step. */
    readonly name: string;
    /** From look to look, as far as the history has them. */
    readonly parts: readonly { readonly seconds: number; readonly requests: PerColor<Requests> }[];
}

/** The whole step first, then its ends from the longest to the shortest. Of figures of whole minutes there is but one end. */
function windowsOf(history: readonly Sample[], sample: Sample, requests: CountedRequests): Window[] {
    const until = untilOf(sample);
    const ends = new Map<string, CountedRequests>();
    for (const seconds of windowSeconds.toReversed()) {
        const latest = before(until, seconds);
        const start = history.findLast((one) => untilOf(one) <= latest && !isMissing(one.requests));
        if (start !== undefined && !isMissing(start.requests)) ends.set(untilOf(start), start.requests);
    }
    const begun = requests.span?.since ?? sample.since;
    const parts = partsOf(history, begun);
    return [
        { requests, seconds: secondsBetween(begun, until), name: "", parts },
        ...[...ends].map(([from, start]) => ({
            requests: increase(start, requests),
            seconds: secondsBetween(from, until),
            name: endInWords(Math.round(secondsBetween(from, until)), requests.span?.until),
            parts: parts.filter((part) => part.from >= from),
        })),
    ];
}

/** What came in from look to look. */
function partsOf(history: readonly Sample[], begun: string) {
    let [from, before]: [string, PerColor<Requests>] = [begun, perColor(() => noRequests)];
    return history.flatMap((sample) => {
        if (isMissing(sample.requests)) return [];
        const [start, until] = [from, untilOf(sample)];
        const part = {
            from: start,
            seconds: secondsBetween(start, until),
            requests: increase(before, sample.requests),
        };
        [from, before] = [until, sample.requests];
        return [part];
    });
}

const noRequests: Requests = { all: 0, failed: 0, buckets: [] };

function increase(start: PerColor<Requests>, now: PerColor<Requests>): PerColor<Requests> {
    return perColor((color) => since(start[color], now[color]));
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

function since(start: Requests, now: Requests): Requests {
    return {
        all: now.all - start.all,
        failed: now.failed - start.failed,
        buckets: bucketsSince(start.buckets, now.buckets),
    };
}

/** So long before a time. Times in ISO 8601 are in the order of time as texts too. */
function before(time: string, seconds: number): string {
    return new Date(Date.parse(time) - seconds * 1000).toISOString();
}

type Outcome = Pick<Look, "old" | "new" | "verdict" | "why">;

type Compared = Pick<Window, "name" | "seconds"> &
    Readonly<Record<"old" | "new", Requests>> & { readonly parts: readonly { seconds: number; new: Requests }[] };

function failures({ analysis, odds, look }: Watch, window: Compared, windows: number): Outcome {
    const count = ({ all, failed }: Requests) => ({ all, bad: failed });
    return compare(count(window.old), count(window.new), `failed`, window.name, {
        tolerated: analysis.errorDifference,
        odds: odds / measuresByChance / windows,
        minimum: analysis.minimumRequests,
        look,
    });
}

/**
 * Requests are slow beyond the bound nearest to the old color's 95th percentile, if that is `slowMilliseconds` or more. The old color's
 * figures choose the bound and are then compared at it; so that the choice can't bend the odds, they are divided by the number of
 * bounds, as if each had been compared. Without the old color beside it, a busy moment looks like a slow version: it has to be slow
 * without its worst one too.
 */
function slow({ analysis, odds, look, baseline }: Watch, window: Compared, windows: number): Outcome {
    const bounds = window.old.buckets.length;
    const bound = nearestBound(window.old.buckets, 0.95, (analysis.slowMilliseconds ?? 0) / 1000);
    if (bound === undefined) {
        return { verdict: "inconclusive", why: `the old color has no latencies to compare with${window.name}` };
    }
    const count = ({ buckets }: Requests) => ({ all: total(buckets), bad: slower(buckets, bound) });
    const terms = {
        tolerated: analysis.slowDifference + (window.seconds < longestWindow ? unevenness(baseline, count) : 0),
        odds: odds / measuresByChance / windows / bounds,
        minimum: analysis.minimumRequests,
        look,
    };
    const old = count(window.old);
    const outcome = compare(old, count(window.new), `took longer than ${bound * 1000} ms`, window.name, terms);
    if (baseline === undefined || outcome.verdict !== "breach") return outcome;
    const parts = window.parts.map(({ seconds, new: requests }): Part => ({ seconds, ...count(requests) }));
    return decide({ old, new: withoutWorstMoment(parts), ...terms }) === "breach"
        ? outcome
        : { ...outcome, verdict: "inconclusive", why: `${outcome.why}, as far as can be told in one busy moment` };
}

/** By how much the old color's worst part of a time was above all of it: as many slow requests come together where a machine is busy. */
function unevenness(baseline: Watch["baseline"], count: (requests: Requests) => Count): number {
    if (baseline === undefined) return 0;
    const parts = baseline.map((requests, index) => since(baseline[index - 1] ?? noRequests, requests));
    const shares = [...parts, baseline.at(-1) ?? noRequests]
        .map(count)
        .map(({ all, bad }) => (all === 0 ? 0 : bad / all));
    return Math.max(...shares) - (shares.at(-1) ?? 0);
}

type Terms = Omit<Parameters<typeof decide>[0], "old" | "new">;

function compare(old: Count, now: Count, happened: string, when: string, terms: Terms): Outcome {
    const verdict = decide({ old, new: now, ...terms });
    const counts = `${now.bad} of ${now.all} requests ${happened} against ${old.bad} of ${old.all}${when}`;
    const few = Math.min(old.all, now.all) < terms.minimum;
    const doubt = few ? `, and fewer than ${terms.minimum} requests say nothing` : ", which may still be chance";
    return { old, new: now, verdict, why: verdict === "inconclusive" ? counts + doubt : counts };
}

/** A breach in any window is one. Whether all is well, the whole step says. */
function strongest(outcomes: readonly Outcome[]): Outcome {
    const [whole] = outcomes;
    if (whole === undefined) {
        throw new Error("no window to judge");
    }
    return outcomes.find(({ verdict }) => verdict === "breach") ?? whole;
}

function latencyOf(window: Window | undefined): Look["latency"] {
    const rounded = (value: number | undefined) => value && Math.round(value * 10) / 10;
    return (
        window &&
        perColor((color) => {
            const { all, buckets } = window.requests[color];
            const [p50, p95, p99] = [0.5, 0.95, 0.99].map((part) => rounded(percentile(buckets, part)));
            return { p50, p95, p99, rate: rounded(all / window.seconds) };
        })
    );
}
