import { otherColor, perColor } from "../../components/colors";
import type { Count, Look } from "../release/release";
import { nearestBound, percentile, slower, total } from "./buckets";
import { decide } from "./difference";
import { withoutWorstMoment } from "./moment";
import { increaseOf, isMissing, noRequests, type Requests, type Sample } from "./sample";
import type { Finding, Watch } from "./watch";
import { longestWindow, partsOf, type Window, windowsOf } from "./windows";

/** Errors and slow requests; the other measures are facts, which chance has no part in. */
const measuresByChance = 2;

/** What the requests to both colors say. */
export function judgeRequests(watch: Watch, sample: Sample): Finding[] {
    if (isMissing(sample.requests)) {
        const missing = { verdict: "inconclusive", why: sample.requests.noFigures } as const;
        return [
            { measure: "errors", ...missing },
            { measure: "slow requests", ...missing },
        ];
    }
    const windows = windowsOf(watch.history, sample, sample.requests);
    const compared = windows.map(({ requests, ...window }) => ({
        ...window,
        old: watch.baseline?.at(-1) ?? requests[otherColor(watch.color)],
        new: requests[watch.color],
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

type Outcome = Pick<Look, "old" | "new" | "verdict" | "why">;

type Compared = Omit<Window, "requests"> & Readonly<Record<"old" | "new", Requests>>;

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
function slow({ analysis, odds, look, baseline, history, color }: Watch, window: Compared, windows: number): Outcome {
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
    const parts = partsOf(history, window, color).map(({ seconds, requests }) => ({ seconds, ...count(requests) }));
    return decide({ old, new: withoutWorstMoment(parts), ...terms }) === "breach"
        ? outcome
        : { ...outcome, verdict: "inconclusive", why: `${outcome.why}, as far as can be told in one busy moment` };
}

/** By how much the old color's worst part of a time was above all of it: as many slow requests come together where a machine is busy. */
function unevenness(baseline: Watch["baseline"], count: (requests: Requests) => Count): number {
    if (baseline === undefined) return 0;
    const parts = baseline.map((requests, index) => increaseOf(baseline[index - 1] ?? noRequests, requests));
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
