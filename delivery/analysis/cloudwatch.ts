import type { MetricDataResult } from "@aws-sdk/client-cloudwatch";

import { perColor, type PerColor } from "../../components/colors";
import type { Attached } from "../../components/workload/alb-weights";
import type { CloudWatchApi } from "../target/cloudwatch-api";
import { minutesOf, periodSeconds, queriesOf } from "./cloudwatch-statistics";
import type { MetricsSource } from "./metrics-source";
import { type NoFigures, noRequests, type Requests } from "./sample";
import { wordsOf } from "./words";

/** The finest that a load balancer tells. */
const minute = periodSeconds * 1000;

/** A minute is counted once it is over for so long: the load balancer's nodes tell it one after the other. */
const settling = 60_000;

/** Older figures say nothing of now. */
const stale = 300_000;

/** How often a minute is asked for that isn't there yet: each question costs money. */
const asking = 10_000;

interface Watched {
    readonly since: number;
    /** The first whole minute, and up to when they are counted. */
    readonly from: number;
    until: number;
    askedAt: number;
    counted: PerColor<Requests>;
}

/**
 * Figures of Amazon CloudWatch about the target groups of an application load balancer. They are of whole minutes, and come a minute or two
 * late: so they are told with the span that they are of, and nothing is told before one minute is whole. A minute is counted once: looks
 * at the same span have the same figures.
 *
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html
 */
export function cloudWatch(
    api: Pick<CloudWatchApi, "getMetricData">,
    attached: (workload: string) => Promise<Attached | undefined>,
): MetricsSource {
    const watched = new Map<string, Watched>();
    const catchUp = async (workload: string, state: Watched, now: number) => {
        const end = Math.floor((now - settling) / minute) * minute;
        if (end <= state.until || now < state.askedAt + asking) return;
        const place = await attached(workload);
        if (place === undefined) throw new Error(`no load balancer sends requests to ${workload}`);
        const minutes = minutesOf(await ask(api, place, state.until, end));
        state.askedAt = now;
        state.counted = [...minutes.values()].reduce(added, state.counted);
        // A minute without requests isn't told; it is over where one after it is there.
        state.until = Math.max(state.until, ...[...minutes.keys()].map((at) => at + minute));
    };
    return {
        // Of old figures those of a while: the last minutes of before are not told at once.
        baseline: { seconds: 300, parts: 5 },
        requests: async (workload, sinceDate, nowDate) => {
            const [since, now] = [sinceDate.getTime(), nowDate.getTime()];
            const known = watched.get(workload);
            const state = known?.since === since ? known : begin(since);
            watched.set(workload, state);
            try {
                await catchUp(workload, state, now);
            } catch (error) {
                return { noFigures: `CloudWatch can't be read: ${wordsOf(error)}` };
            }
            return missing(workload, state, now) ?? { ...state.counted, ...spanOf(state) };
        },
        query: () => Promise.resolve({ noFigures: "CloudWatch answers no PromQL" }),
    };
}

function begin(since: number): Watched {
    const from = Math.ceil(since / minute) * minute;
    return { since, from, until: from, askedAt: -Infinity, counted: perColor(() => noRequests) };
}

async function ask(
    api: Pick<CloudWatchApi, "getMetricData">,
    place: Attached,
    from: number,
    end: number,
): Promise<MetricDataResult[]> {
    const input = { MetricDataQueries: queriesOf(place), StartTime: new Date(from), EndTime: new Date(end) };
    const results: MetricDataResult[] = [];
    let token: string | undefined;
    do {
        const page = await api.getMetricData({ ...input, NextToken: token });
        results.push(...(page.MetricDataResults ?? []));
        token = page.NextToken;
    } while (token !== undefined);
    return results;
}

function added(sum: PerColor<Requests>, more: PerColor<Requests>): PerColor<Requests> {
    return perColor((color) => {
        const [one, other] = [sum[color], more[color]];
        const counts = new Map(one.buckets.map(({ bound, count }) => [bound, count]));
        return {
            all: one.all + other.all,
            failed: one.failed + other.failed,
            buckets: other.buckets.map(({ bound, count }) => ({ bound, count: count + (counts.get(bound) ?? 0) })),
        };
    });
}

function missing(workload: string, { from, until }: Watched, now: number): NoFigures | undefined {
    if (until === from) {
        return {
            noFigures: `CloudWatch has no whole minute of the requests to ${workload} from ${clockOf(from)} on yet`,
        };
    }
    const age = now - until;
    return age > stale
        ? { noFigures: `CloudWatch's newest figures about ${workload} are ${Math.round(age / 1000)} s old` }
        : undefined;
}

function spanOf({ from, until }: Watched) {
    return { span: { since: new Date(from).toISOString(), until: new Date(until).toISOString() } };
}

function clockOf(time: number): string {
    return new Date(time).toISOString().slice(11, 19);
}
