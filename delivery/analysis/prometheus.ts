import { perColor, type PerColor } from "../../components/colors";
import type { Bucket } from "./buckets";
import { Counters, type Series } from "./counters";
import type { MetricsSource } from "./metrics-source";
import { matrixOf, numberOf } from "./prometheus-answer";
import type { NoFigures, Requests } from "./sample";
import { wordsOf } from "./words";

/** Reads a path of Prometheus, such as `/api/v1/query?…`; the parsed body, `undefined` for a 404. */
export type Get = (path: string) => Promise<unknown>;

/** The gateway's counters: it sees the requests too that no pod answered. */
const requestsTotal = "traefik_service_requests_total";
const durationBuckets = "traefik_service_request_duration_seconds_bucket";

/** Older figures say nothing of now. Each process is read twice a second. */
const staleSeconds = 5;

/** What is asked for once more, since processes that were read at the same time may be told of one after the other. */
const overlapSeconds = 3;

/** The longest range of one query, for a process that takes up a release: what is asked for at once has to fit into memory. */
const chunkSeconds = 300;

interface Watched {
    readonly since: number;
    readonly counters: Counters;
    /** Up to when it was asked for. */
    until: number;
}

/**
 * Figures of Prometheus, which reads the gateways (Traefik) twice a second and gives their counters the labels `workload` and `color`.
 * Of each workload it keeps what it has counted in the present step, and asks for what is new only; a process that takes up a release
 * asks for all of the step once.
 */
export function prometheus(get: Get): MetricsSource {
    const watched = new Map<string, Watched>();
    const ask = (query: string, time: number) =>
        get(`/api/v1/query?query=${encodeURIComponent(query)}&time=${time.toFixed(3)}`);

    const catchUp = async (workload: string, state: Watched, now: number) => {
        const selector = `workload=${JSON.stringify(workload)},color=~"blue|green"`;
        while (state.until < now) {
            const end = Math.min(now, state.until + chunkSeconds);
            const range = `[${Math.ceil((end - state.until + overlapSeconds) * 1000)}ms]`;
            const [series, up] = await Promise.all([
                ask(`{__name__=~"${requestsTotal}|${durationBuckets}",${selector}}${range}`, end),
                ask(`up${range}`, end),
            ]);
            state.counters.add(matrixOf(series), matrixOf(up));
            state.until = end;
        }
    };

    return {
        baseline: { seconds: 60, parts: 12 },
        requests: async (workload, sinceDate, nowDate, isOver = false) => {
            const [since, now] = [sinceDate.getTime() / 1000, nowDate.getTime() / 1000];
            const known = watched.get(workload);
            const state = known?.since === since ? known : { since, counters: new Counters(since), until: since };
            watched.set(workload, state);
            try {
                await catchUp(workload, state, now);
            } catch (error) {
                return { noFigures: wordsOf(error) };
            }
            const newest = state.counters.newest();
            return staleness(workload, newest, isOver ? (newest ?? now) : now) ?? requestsOf(state.counters);
        },
        query: async (query, now) => {
            try {
                return numberOf(await ask(query, now.getTime() / 1000));
            } catch (error) {
                return { noFigures: wordsOf(error) };
            }
        },
    };
}

function staleness(workload: string, newest: number | undefined, now: number): NoFigures | undefined {
    if (newest === undefined) {
        return { noFigures: `Prometheus has no figures of the gateway about ${workload}` };
    }
    const age = now - newest;
    return age > staleSeconds
        ? { noFigures: `Prometheus' newest figures of the gateway about ${workload} are ${Math.round(age)} s old` }
        : undefined;
}

function requestsOf(counters: Counters): PerColor<Requests> {
    const totals = counters.totals();
    return perColor((color) => {
        const ofColor = totals.filter(({ labels }) => labels.color === color);
        const requests = ofColor.filter(({ labels }) => labels.__name__ === requestsTotal);
        const timed = ofColor.filter(({ labels }) => labels.__name__ === durationBuckets && !isStream(labels));
        return {
            all: sum(requests),
            failed: sum(requests.filter(({ labels }) => isFailure(labels))),
            buckets: bucketsOf(timed),
        };
    });
}

/** A 4xx is the client's doing, also the 499 of one that went away. What is no status at all (`0`) was not answered. */
function isFailure({ code = "" }: Series["labels"]): boolean {
    return !/^[1-4]\d\d$/.test(code);
}

/** How long somebody stays says nothing of how quick a version is. Traefik tells by what a client asks for. */
function isStream({ protocol }: Series["labels"]): boolean {
    return protocol === "sse" || protocol === "websocket";
}

/** The processes' buckets together. */
function bucketsOf(counters: ReturnType<Counters["totals"]>): Bucket[] {
    const counts = new Map<number, number>();
    for (const { labels, total } of counters) {
        const bound = labels.le === "+Inf" ? Infinity : Number(labels.le);
        counts.set(bound, (counts.get(bound) ?? 0) + total);
    }
    return [...counts].map(([bound, count]) => ({ bound, count })).sort((one, other) => one.bound - other.bound);
}

function sum(counters: readonly { total: number }[]): number {
    return counters.reduce((all, { total }) => all + total, 0);
}
