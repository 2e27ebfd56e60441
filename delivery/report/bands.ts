import { type ColorName, otherColor } from "../../components/colors";
import type { Weights } from "../../components/workload/weights";
import type { Entry, Look, Phase, Release } from "../release/release";
import { plannedShare } from "./words";

/** A time that a release spent in one phase or step, in milliseconds. */
export interface Band {
    readonly phase: Phase;
    readonly step?: number;
    /** The share of the new color in it, in percent. */
    readonly share?: number;
    readonly from: number;
    readonly to: number;
    readonly looks: readonly Look[];
}

/** When a release began, and when it ended or was last heard of, in milliseconds; never the same moment. */
export function timeSpan({ journal, phase }: Release, now: Date): { from: number; to: number } {
    const times = journal.flatMap(({ at, looks = [] }) => [at, ...looks.map((look) => look.at)]).map(Date.parse);
    const known = times.filter((time) => !Number.isNaN(time));
    if (!endings.includes(phase)) known.push(now.getTime());
    const [from, to] = known.reduce(([a, b], time) => [Math.min(a, time), Math.max(b, time)], [Infinity, -Infinity]);
    if (from === Infinity) return { from: 0, to: 1000 };
    return { from, to: Math.max(to, from + 1000) };
}

const endings: readonly Phase[] = ["done", "rolledBack", "aborted"];

/** A release as the phases and steps that it went through. */
export function bands(release: Release, now: Date): Band[] {
    const groups: Entry[][] = [];
    for (const entry of dated(release.journal)) {
        const last = groups.at(-1);
        const before = last?.at(-1);
        if (last !== undefined && before?.phase === entry.phase && before.step === entry.step) last.push(entry);
        else groups.push([entry]);
    }
    const { to } = timeSpan(release, now);
    return groups.map((entries, index): Band => {
        const { phase, step, at = "" } = entries[0] ?? { phase: release.phase };
        const weights = entries.findLast((entry) => entry.weights !== undefined)?.weights;
        return {
            phase,
            step,
            share: weights?.[release.color] ?? plannedShare(release, step),
            from: Date.parse(at),
            to: Date.parse(groups[index + 1]?.[0]?.at ?? new Date(to).toISOString()),
            looks: entries.flatMap(({ looks = [] }) => looks),
        };
    });
}

/** The shares of both colors from moments on; the first is that before anything moved. */
export function weightChanges(release: Release, from: number): { at: number; weights: Weights }[] {
    const { color } = release;
    const changes = [{ at: from, weights: { [color]: 0, [otherColor(color)]: 100 } as Record<ColorName, number> }];
    for (const { at, weights } of dated(release.journal)) {
        if (weights !== undefined && weights[color] !== changes.at(-1)?.weights[color]) {
            changes.push({ at: Date.parse(at), weights });
        }
    }
    return changes;
}

function dated(journal: readonly Entry[]): Entry[] {
    return journal.filter(({ at }) => !Number.isNaN(Date.parse(at)));
}
