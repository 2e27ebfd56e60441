import * as fs from "node:fs";
import * as path from "node:path";

import { run } from "../../embedded/process";
import type { Figure } from "../figure";

/** Where to ask, how often and for how long. */
export interface Asking {
    readonly address: string;
    readonly paths: readonly string[];
    readonly rate: number;
    readonly seconds: number;
    /** Milliseconds that 95 % of the answers are to take at the most. */
    readonly milliseconds: number;
}

interface Metric {
    readonly values: Readonly<Record<string, number>>;
}

type Metrics = Record<"http_reqs" | "http_req_duration" | "http_req_failed", Metric> & { dropped_iterations?: Metric };

/** A row of how long the answers took. What failed, or was due and not sent, is told: then the times prove nothing. */
export async function answers(
    name: string,
    asking: Asking,
    { k6, folder }: { k6: string; folder: string },
): Promise<Figure> {
    const summary = path.join(folder, "paths.json");
    const env = {
        ...process.env,
        ADDRESS: asking.address,
        PATHS: JSON.stringify(asking.paths),
        RATE: String(asking.rate),
        SECONDS: String(asking.seconds),
        SUMMARY: summary,
        K6_NO_USAGE_REPORT: "true",
    };
    await run(k6, ["run", "--quiet", path.join(__dirname, "paths.k6.js")], { env, dieWithParent: true });
    return row(name, asking, JSON.parse(fs.readFileSync(summary, "utf8")) as Metrics);
}

function row(name: string, { rate, milliseconds: most }: Asking, metrics: Metrics): Figure {
    const value = (metric: Metric, key: string) => {
        const found = metric.values[key];
        if (found === undefined) throw new Error(`k6 has no ${key} in ${JSON.stringify(metric)}`);
        return found;
    };
    const milliseconds = (key: string) => `${value(metrics.http_req_duration, key).toFixed(1)} ms`;
    const count = value(metrics.http_reqs, "count");
    const failed = Math.round(value(metrics.http_req_failed, "rate") * count);
    const dropped = metrics.dropped_iterations ? value(metrics.dropped_iterations, "count") : 0;
    return {
        name: `${name}, ${rate} requests/s through the gateway`,
        target: `p95 ≤ ${most} ms`,
        met: value(metrics.http_req_duration, "p(95)") <= most && failed === 0 && dropped === 0,
        measured:
            `p95 ${milliseconds("p(95)")}, median ${milliseconds("med")}, max ${milliseconds("max")}; ` +
            `${failed} of ${count} failed, ${dropped} due and not sent`,
    };
}
