import { type ColorName, otherColor } from "../../components/colors";
import { printable } from "../../policy-pack/report/words";
import type { Count, Look } from "../release/release";
import { milliseconds, percent } from "./words";

/** The measure whose counts are failed requests. */
export const errorsMeasure = "errors";

/** What was last seen of a workload, of the old and the new color. */
export interface Figures {
    readonly workload: string;
    readonly errors?: Pair;
    readonly p95?: Pair;
    /** Of the new color. */
    readonly requests?: number;
}

export interface Pair {
    readonly old?: number;
    readonly new?: number;
}

/** The last figures of each workload among these looks. */
export function figuresOf(looks: readonly Look[], color: ColorName): Figures[] {
    return workloadsOf(looks).map((workload) => {
        const own = looks.filter((look) => look.workload === workload);
        const counted = own.findLast(({ measure }) => measure === errorsMeasure);
        const latency = own.findLast((look) => look.latency !== undefined)?.latency;
        return {
            workload,
            errors: pair(shareOf(counted?.old), shareOf(counted?.new)),
            p95: pair(latency?.[otherColor(color)].p95, latency?.[color].p95),
            requests: counted?.new?.all,
        };
    });
}

export function workloadsOf(looks: readonly Look[]): string[] {
    return [...new Set(looks.map(({ workload }) => workload))];
}

/** The part that is bad; of nothing there is none. */
export function shareOf(count: Count | undefined): number | undefined {
    return count === undefined || count.all === 0 ? undefined : count.bad / count.all;
}

/** As in `0.1 % → 0.2 %`, from the old color to the new one. */
export function pairInWords(values: Pair | undefined, written: (value: number) => string): string {
    const side = (value: number | undefined) => (value === undefined ? "–" : written(value));
    return values === undefined ? "" : `${side(values.old)} → ${side(values.new)}`;
}

/** As in `errors 0.1 % → 0.2 %, p95 21 ms → 23 ms, 512 requests`. */
export function figuresInWords({ errors, p95, requests }: Figures): string {
    return [
        ...(errors ? [`errors ${pairInWords(errors, percent)}`] : []),
        ...(p95 ? [`p95 ${pairInWords(p95, milliseconds)}`] : []),
        ...(requests === undefined ? [] : [`${requests} requests`]),
    ].join(", ");
}

/** The number of a look that is no share of requests, or its counts of both colors. */
export function lookInWords({ value, old, new: fresh }: Look): string {
    if (value !== undefined) return String(Number(value.toPrecision(4)));
    const side = (count: Count | undefined) => (count === undefined ? "–" : `${count.bad} of ${count.all}`);
    return old === undefined && fresh === undefined ? "" : printable(`${side(old)} → ${side(fresh)}`);
}

function pair(old: number | undefined, fresh: number | undefined): Pair | undefined {
    return old === undefined && fresh === undefined ? undefined : { old, new: fresh };
}
