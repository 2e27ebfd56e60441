import type { Look } from "../release/release";
import type { Sample } from "./sample";

/** Seconds after which something is a breach that may be so for a moment. */
const secondsOfBreach = 2;

/** For how many seconds, up to the last look, this has been so at each; `undefined` where it isn't. */
export function streak(history: readonly Sample[], isSo: (sample: Sample) => boolean): number | undefined {
    const looks = history.slice(history.findLastIndex((sample) => !isSo(sample)) + 1);
    const [first, last] = [looks[0], looks.at(-1)];
    return first && last && (Date.parse(last.at) - Date.parse(first.at)) / 1000;
}

export function verdictOfStreak(seconds: number | undefined): Look["verdict"] {
    if (seconds === undefined) return "well";
    return seconds >= secondsOfBreach ? "breach" : "inconclusive";
}

export function inWords(seconds: number): string {
    return seconds === 0 ? "at this look" : `for ${Math.round(seconds * 10) / 10} s`;
}
