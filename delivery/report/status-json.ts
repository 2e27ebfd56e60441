import type { ColorName, PerColor } from "../../components/colors";
import { mostWeight, type Weights } from "../../components/workload/weights";
import type { Phase, Release } from "../release/release";
import { nextCommands, type NextCommand } from "./next-commands";
import { phaseInWords, plannedShare } from "./words";

/** What is known of a stack at a moment. */
export interface StackState {
    readonly stack: string;
    readonly weights: Weights;
    /** The image of each color of each workload. */
    readonly images: Readonly<Record<string, Partial<PerColor<string>>>>;
    /** The last release, if there was one. */
    readonly release?: Release;
    readonly lock?: Lock;
    /** What the reader should know, in a sentence each. */
    readonly warnings: readonly string[];
}

export interface Lock {
    readonly holder: string;
    /** In ISO 8601. */
    readonly since: string;
}

/** What `status --json` prints. Fields are only ever added. */
export interface StatusJson {
    readonly stack: string;
    /** The color with most of the traffic. */
    readonly active: ColorName;
    /** Percent of the traffic. */
    readonly weights: Weights;
    readonly images: StackState["images"];
    readonly release: {
        readonly id: string;
        readonly color: ColorName;
        readonly phase: Phase;
        /** The phase in words, as in `canary 10 %`. */
        readonly words: string;
        readonly step: number | null;
        readonly since: string;
        /** Who brought it into this phase. */
        readonly by: string | null;
        readonly why: string | null;
    } | null;
    readonly next: readonly NextCommand[];
    readonly lock: (Lock & { readonly seconds: number }) | null;
    readonly warnings: readonly string[];
}

export function statusJson(state: StackState, now: Date): StatusJson {
    const { stack, weights, images, release, lock, warnings } = state;
    return {
        stack,
        active: mostWeight(weights),
        weights,
        images,
        release: release === undefined ? null : releaseJson(release),
        next: nextCommands(release, now),
        lock: lock === undefined ? null : { ...lock, seconds: ageOf(lock.since, now) },
        warnings,
    };
}

function releaseJson(release: Release): NonNullable<StatusJson["release"]> {
    const { id, color, phase, step, since, journal } = release;
    const cause = journal.find((entry) => entry.phase === phase && entry.step === step && entry.at === since);
    return {
        id,
        color,
        phase,
        words: phaseInWords(phase, plannedShare(release, step)),
        step: step ?? null,
        since,
        by: (cause ?? journal.at(-1))?.by ?? null,
        why: journal.findLast((entry) => entry.phase === phase && entry.why !== undefined)?.why ?? null,
    };
}

function ageOf(since: string, now: Date): number {
    const seconds = Math.round((now.getTime() - Date.parse(since)) / 1000);
    return Number.isNaN(seconds) ? 0 : Math.max(0, seconds);
}
