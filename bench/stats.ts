/** The smallest value that at least this part (0 to 1) of the values does not exceed. */
export function percentile(values: readonly number[], part: number): number {
    const sorted = [...values].sort((a, b) => a - b);
    const value = sorted[Math.max(0, Math.ceil(part * sorted.length) - 1)];
    if (value === undefined) {
        throw new Error("nothing was measured");
    }
    return value;
}

export function median(values: readonly number[]): number {
    return percentile(values, 0.5);
}

/** Not `Math.max(...values)`: that has a limit, and a load has more values. */
export function highest(values: readonly number[]): number {
    return percentile(values, 1);
}

export function seconds(value: number): string {
    return `${value.toFixed(value < 10 ? 2 : 1)} s`;
}

/** Median and maximum, for a row. */
export function spread(values: readonly number[]): string {
    return `median ${seconds(median(values))}, max ${seconds(highest(values))} (of ${values.length})`;
}

/** How long at least one of these is under way: what overlaps counts once. */
export function covered(spans: readonly { start: number; end: number }[]): number {
    let total = 0;
    let until = -Infinity;
    for (const { start, end } of [...spans].sort((a, b) => a.start - b.start)) {
        total += Math.max(0, end - Math.max(start, until));
        until = Math.max(until, end);
    }
    return total;
}
