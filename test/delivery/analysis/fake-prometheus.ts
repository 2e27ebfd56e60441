import type { Series } from "../../../delivery/analysis/counters";
import type { Get } from "../../../delivery/analysis/prometheus";

/** 2026-11-28T00:00:00Z, in seconds: the tests' times count from it. */
export const start = Date.UTC(2026, 10, 28) / 1000;

export function at(seconds: number): Date {
    return new Date((start + seconds) * 1000);
}

/** One counter of a gateway, read at these seconds. */
export function counter(labels: Record<string, string>, values: Record<number, number>): Series {
    const points = Object.entries(values).map(([time, value]) => ({ time: start + Number(time), value }));
    const all = { job: "gateway", instance: "10.0.0.1:9100", workload: "recipes", ...labels };
    return { labels: all, points: points.sort((one, other) => one.time - other.time) };
}

export function requests(labels: Record<string, string>, values: Record<number, number>): Series {
    return counter({ __name__: "traefik_service_requests_total", code: "200", ...labels }, values);
}

export function bucket(labels: Record<string, string>, values: Record<number, number>): Series {
    return counter({ __name__: "traefik_service_request_duration_seconds_bucket", ...labels }, values);
}

/** The seconds at which a gateway was read, or could not be (`false`). */
export function up(reads: Record<number, boolean>, instance = "10.0.0.1:9100"): Series {
    const values = Object.fromEntries(Object.entries(reads).map(([time, isUp]) => [time, Number(isUp)]));
    return { ...counter({}, values), labels: { __name__: "up", job: "gateway", instance } };
}

/** The same value at each second from one to another. */
export function each<T>(from: number, to: number, value: (second: number) => T): Record<number, T> {
    const seconds = Array.from({ length: to - from + 1 }, (_, index) => from + index);
    return Object.fromEntries(seconds.map((second) => [second, value(second)]));
}

/** A Prometheus that has read these series, and answers as its HTTP API is documented. Other queries have answers of their own. */
export function fakePrometheus(
    series: readonly Series[],
    answers: Record<string, unknown> = {},
): Get & { asked: string[] } {
    const asked: string[] = [];
    const get = (path: string) => {
        const url = new URL(path, "http://prometheus");
        const query = url.searchParams.get("query") ?? "";
        asked.push(query);
        const range = /^(.*)\[(\d+)ms\]$/.exec(query);
        if (url.pathname !== "/api/v1/query" || range === null) {
            const answer = answers[query];
            return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
        }
        const [end, milliseconds] = [Number(url.searchParams.get("time")), Number(range[2])];
        const result = series
            .filter(({ labels }) => (range[1] === "up") === (labels.__name__ === "up"))
            .filter(({ labels }) => range[1] === "up" || range[1]?.includes(`workload="${labels.workload ?? ""}"`))
            .map(({ labels, points }) => ({
                metric: labels,
                values: points
                    .filter(({ time }) => time > end - milliseconds / 1000 && time <= end)
                    .map(({ time, value }) => [time, String(value)]),
            }))
            .filter(({ values }) => values.length > 0);
        return Promise.resolve({ status: "success", data: { resultType: "matrix", result } });
    };
    return Object.assign(get, { asked });
}
