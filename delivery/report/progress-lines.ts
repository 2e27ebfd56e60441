import type { Entry, Release } from "../release/release";
export function progressLine(_: Release, entry: Entry): string {
    return `${entry.at.slice(11, 19)}  ${entry.phase} ${entry.step ?? ""} ${entry.why ?? ""} ${JSON.stringify(entry.weights ?? "")} ${entry.gates ? entry.gates.length : ""}`;
}
