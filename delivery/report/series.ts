import { type ColorName, type PerColor, perColor } from "../../components/colors";
import { groups } from "../../policy-pack/report/words";
import type { Look } from "../release/release";
import { errorsMeasure, shareOf } from "./figures";

/** A number at a time in milliseconds. */
export interface Point {
    readonly at: number;
    readonly value: number;
}

export type Lines = PerColor<readonly Point[]>;

export type Percentile = "p50" | "p95" | "p99";

/** The share of failed requests of both colors. */
export function errorLines(looks: readonly Look[], color: ColorName): Lines {
    const counted = looks.filter(({ measure }) => measure === errorsMeasure);
    return perColor((each) => points(counted, (look) => shareOf(each === color ? look.new : look.old)));
}

/** A percentile of the latency of both colors, in milliseconds. */
export function latencyLines(looks: readonly Look[], percentile: Percentile): Lines {
    return perColor((color) => points(looks, ({ latency }) => latency?.[color][percentile]));
}

/** One number a moment: looks at several measures may carry the same latency. */
function points(looks: readonly Look[], read: (look: Look) => number | undefined): Point[] {
    const byTime = new Map<number, number>();
    for (const look of looks) {
        const [at, value] = [Date.parse(look.at), read(look)];
        if (value !== undefined && Number.isFinite(value) && !Number.isNaN(at)) byTime.set(at, value);
    }
    return [...byTime].map(([at, value]) => ({ at, value })).sort((a, b) => a.at - b.at);
}

/** As many points as can be seen: the smallest and the largest of each part of the time, and the ends. */
export function thin(points: readonly Point[], parts: number): readonly Point[] {
    const [first, last] = [points[0], points.at(-1)];
    if (first === undefined || last === undefined || points.length <= 2 * parts + 2) return points;
    const width = (last.at - first.at) / parts || 1;
    const kept = new Set<Point>([first, last]);
    for (const [, group] of groups(points, ({ at }) => String(Math.floor((at - first.at) / width)))) {
        kept.add(group.reduce((a, b) => (b.value < a.value ? b : a)));
        kept.add(group.reduce((a, b) => (b.value > a.value ? b : a)));
    }
    return points.filter((point) => kept.has(point));
}
