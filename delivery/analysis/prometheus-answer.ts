import type { Point, Series } from "./counters";

/**
 * Reads the answers of Prometheus' HTTP API (https://prometheus.io/docs/prometheus/latest/querying/api/). What isn't an answer with finite
 * numbers is an Error whose message says why, in Prometheus' own words if it has some.
 */
interface Result {
    resultType: string;
    result: unknown;
}

/** A query of a range, such as `up[10s]`: the values as they were read, not one of them computed. */
export function matrixOf(answer: unknown): Series[] {
    const { resultType, result } = resultOf(answer);
    if (resultType !== "matrix" || !Array.isArray(result)) {
        throw new Error(`Prometheus answered a ${resultType} and no matrix`);
    }
    return result.map((series: unknown) => {
        const { metric, values } = fieldsOf(series);
        return { labels: labelsOf(metric), points: Array.isArray(values) ? values.map(pointOf) : [] };
    });
}

/** A query of one number. */
export function numberOf(answer: unknown): number {
    const { resultType, result } = resultOf(answer);
    if (resultType === "scalar") {
        return pointOf(result).value;
    }
    if (resultType !== "vector" || !Array.isArray(result)) {
        throw new Error(`the query gives a ${resultType}; it has to give one number`);
    }
    if (result.length !== 1) {
        const count = result.length === 0 ? "nothing" : `${result.length} numbers`;
        throw new Error(`the query gives ${count}; it has to give one number, as a sum does`);
    }
    return pointOf(fieldsOf(result[0]).value).value;
}

function resultOf(answer: unknown): Result {
    if (answer === undefined) {
        throw new Error("there is no Prometheus (404)");
    }
    const { status, error, data } = fieldsOf(answer);
    if (status !== "success") {
        throw new Error(typeof error === "string" ? error : `${shortened(answer)} is no answer of Prometheus`);
    }
    const { resultType, result } = fieldsOf(data);
    return { resultType: typeof resultType === "string" ? resultType : "nothing", result };
}

function fieldsOf(value: unknown): Record<string, unknown> {
    return typeof value === "object" && value !== null ? { ...value } : {};
}

function labelsOf(metric: unknown): Record<string, string> {
    return Object.fromEntries(Object.entries(fieldsOf(metric)).map(([name, value]) => [name, String(value)]));
}

/** `[1435781430.781, "1"]`; numbers are texts, since JSON has no `NaN` and no `+Inf`. */
function pointOf(point: unknown): Point {
    const [time, text] = Array.isArray(point) ? (point as unknown[]) : [];
    const value = typeof text === "string" && text.trim() !== "" ? Number(text) : Number.NaN;
    if (typeof time !== "number" || !Number.isFinite(value)) {
        const shown = typeof text === "string" ? text : shortened(point);
        throw new Error(`Prometheus gives ${shown}, which is no finite number`);
    }
    return { time, value };
}

function shortened(value: unknown): string {
    const text = JSON.stringify(value);
    return text.length > 80 ? `${text.slice(0, 80)}…` : text;
}
