import type { Sample } from "./sample";

/** Looks in a row after which something is a breach that may be so for a moment. */
export const streakOfBreach = 3;

/** For how many looks in a row, up to the last, this has been so. */
export function streak(history: readonly Sample[], isSo: (sample: Sample) => boolean): number {
    return history.length - 1 - history.findLastIndex((sample) => !isSo(sample));
}
