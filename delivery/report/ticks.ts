const [minute, hour, day] = [60, 3_600, 86_400];
const steps = [0.5, 1, 2, 5, 10, 15, 30]
    .concat([1, 2, 5, 10, 15, 30].map((each) => each * minute))
    .concat([1, 2, 3, 6, 12].map((each) => each * hour))
    .concat([1, 2, 7, 14, 28].map((each) => each * day));

const most = 7;

/** Seconds since the start at which a time axis is marked: round ones, at most eight. */
export function timeTicks(seconds: number): number[] {
    const step = steps.find((each) => seconds / each <= most) ?? Math.ceil(seconds / most / day) * day;
    return Array.from({ length: Math.floor(seconds / step) + 1 }, (_, index) => index * step);
}

/** The end of a scale from zero that holds a number: round, and not much more than it. */
export function roundAbove(value: number): number {
    if (value <= 0) return 1;
    const power = 10 ** Math.floor(Math.log10(value));
    const factor = [1, 2, 4, 6, 8].find((each) => each * power >= value) ?? 10;
    return factor * power;
}
