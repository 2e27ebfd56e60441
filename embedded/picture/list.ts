import { unique } from "./plan-reader";

const longestList = 8;

/** Names in one line; where there are many, how many more. */
export function list(names: readonly string[]): string {
    const sorted = unique(names);
    const shown = sorted.length > longestList ? sorted.slice(0, longestList - 1) : sorted;
    const more = sorted.length - shown.length;
    return shown.join(", ") + (more > 0 ? ` and ${more} more` : "");
}
