import type { Entry, Phase, Release } from "../../../delivery/release/release";

export function entry(phase: Phase, minute: number, more: Partial<Entry> = {}): Entry {
    return { at: new Date(Date.UTC(2026, 10, 28, 4, minute)).toISOString(), phase, by: "alchemorsel", ...more };
}

/** A release of green with these entries. */
export function release(journal: readonly Entry[]): Release {
    const last = journal.at(-1)!;
    return {
        id: "2026-11-28T04-00-00Z-green",
        stack: "production",
        color: "green",
        images: { recipes: { new: "recipes@sha256:new", old: "recipes@sha256:old" } },
        phase: last.phase,
        step: last.step,
        since: last.at,
        journal,
    };
}
