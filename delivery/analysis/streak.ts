import type { Look } from "../release/release";
import type { Sample } from "./sample";

/** What may be so for a moment is a breach after so many looks in a row, and so many seconds. */
const [looksOfBreach, secondsOfBreach] = [3, 2];

/** For how long, up to the last look, something has been so at each. */
export interface Streak {
    readonly looks: number;
    readonly seconds: number;
}

export function streak(history: readonly Sample[], isSo: (sample: Sample) => boolean): Streak {
    const looks = history.slice(history.findLastIndex((sample) => !isSo(sample)) + 1);
    const [first, last] = [looks[0], looks.at(-1)];
    return { looks: looks.length, seconds: first && last ? (Date.parse(last.at) - Date.parse(first.at)) / 1000 : 0 };
}

export function verdictOfStreak({ looks, seconds }: Streak): Look["verdict"] {
    if (looks === 0) return "well";
    return looks >= looksOfBreach && seconds >= secondsOfBreach ? "breach" : "inconclusive";
}

export function inWords({ looks, seconds }: Streak): string {
    return looks === 1 ? "at this look" : `for ${Math.round(seconds * 10) / 10} s`;
}
