import type { ColorName, PerColor } from "../../components/colors";
import { mostWeight, type Weights } from "../../components/workload/weights";
import type { Phase, Release } from "../release/release";
import { nextCommands, type NextCommand } from "./next-commands";
import { phaseInWords, plannedShare } from "./words";

/** What is known of a group of workloads at a moment. */
export interface GroupState {
    readonly weights: Weights;
    /** The last release, if there was one. */
    readonly release?: Release;
}

/** What is known of a stack at a moment, and of the workloads that are in no group. */
export interface StackState extends GroupState {
    readonly stack: string;
    /** Its groups by name, in the order of the config; default: none. */
    readonly groups?: Readonly<Record<string, GroupState & { readonly workloads: readonly string[] }>>;
    /** The image of each color of each workload. */
    readonly images: Readonly<Record<string, Partial<PerColor<string>>>>;
    readonly lock?: Lock;
    /** What the reader should know, in a sentence each. */
    readonly warnings: readonly string[];
}

export interface Lock {
    readonly holder: string;
    /** In ISO 8601. */
    readonly since: string;
}

/** How a group of workloads stands. */
export interface GroupJson {
    /** The color with most of the traffic. */
    readonly active: ColorName;
    /** Percent of the traffic. */
    readonly weights: Weights;
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
}

/** What `status --json` prints: the stack, and of its workloads those that are in no group. Fields are only ever added. */
export interface StatusJson extends GroupJson {
    readonly stack: string;
    readonly images: StackState["images"];
    readonly groups: Readonly<Record<string, GroupJson & { readonly workloads: readonly string[] }>>;
    readonly lock: (Lock & { readonly seconds: number }) | null;
    readonly warnings: readonly string[];
}

export function statusJson(state: StackState, now: Date): StatusJson {
    const { stack, images, groups = {}, lock, warnings } = state;
    return {
        stack,
        ...groupJson(state, now),
        images,
        groups: Object.fromEntries(
            Object.entries(groups).map(([name, group]) => [
                name,
                { workloads: group.workloads, ...groupJson(group, now) },
            ]),
        ),
        lock: lock === undefined ? null : { ...lock, seconds: ageOf(lock.since, now) },
        warnings,
    };
}

function groupJson({ weights, release }: GroupState, now: Date): GroupJson {
    return {
        active: mostWeight(weights),
        weights,
        release: release === undefined ? null : releaseJson(release),
        next: nextCommands(release, now),
    };
}

function releaseJson(release: Release): NonNullable<GroupJson["release"]> {
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
