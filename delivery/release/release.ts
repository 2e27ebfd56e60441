import type { ColorName } from "../../components/colors";
import type { AnalysisConfig } from "../../components/release-config";
import type { Weights } from "../../components/workload/weights";

/**
 * Where a release is. The first letters of what is done next are in it: whoever finds a journal in a phase does that phase's
 * work, again if need be.
 *
 * - `deploying`: the idle color gets its image. - `deployed`: it runs, without traffic.
 * - `gating`: it is warmed, and what must hold before traffic is checked. - `canary`: it has the share of a step, and is watched.
 * - `promoted`: it is being given all of the traffic. - `baking`: it has all of it, and is watched.
 * - `done`: the release has held. - `rollingBack`: the old color is being given all of the traffic back.
 * - `rolledBack`, `aborted`: the old color has all of the traffic; it was taken back, or never moved.
 */
export const phases = [
    "deploying",
    "deployed",
    "gating",
    "canary",
    "promoted",
    "baking",
    "done",
    "rollingBack",
    "rolledBack",
    "aborted",
] as const;

export type Phase = (typeof phases)[number];

/** One release of a group of workloads: the idle color of each gets the traffic, together or not at all. */
export interface Release {
    /** Sortable, such as `2026-11-28T04-43-17Z-blue`. */
    readonly id: string;
    readonly stack: string;
    /** Default: the stack's own group, of the workloads that are in no other. */
    readonly group?: string;
    /** The color that gets the traffic. */
    readonly color: ColorName;
    /** Images by digest of each workload, in the order in which their traffic moves: of the color that gets the traffic, and of the other one. */
    readonly images: Readonly<Record<string, { readonly new: string; readonly old?: string }>>;
    readonly phase: Phase;
    /** The index of the step, while `phase` is `canary`. */
    readonly step?: number;
    /** When it came into this phase, or into this step, in ISO 8601. */
    readonly since: string;
    /** When the new color got all of the traffic. */
    readonly promotedAt?: string;
    /** How it goes, as the stack's config said when it was promoted. */
    readonly plan?: ReleasePlan;
    /** Whether the database's schema no longer fits the old version: nothing can be rolled back then. */
    readonly isContracted?: boolean;
    /** What the update with the policy pack that deployed it holds good for. */
    readonly policy?: PolicyCheck;
    /** What happened, the oldest first. */
    readonly journal: readonly Entry[];
}

/** That nothing of a stack broke a rule which stops an update, and what that rests on. */
export interface PolicyCheck {
    /** In ISO 8601. */
    readonly at: string;
    readonly digests: Readonly<Record<"config" | "settings" | "exemptions" | "pack", string>>;
    /** Those that held. */
    readonly exemptions: readonly { readonly rule: string; readonly expires: string }[];
}

/** What a release needs of the stack's config. Later edits of the file don't reach a release that is under way. */
export interface ReleasePlan {
    readonly steps: readonly { readonly weight: number; readonly seconds: number }[];
    readonly bakeSeconds: number;
    readonly windowSeconds: number;
    readonly analysis: AnalysisConfig;
}

/** One thing that happened to a release. */
export interface Entry {
    /** In ISO 8601. */
    readonly at: string;
    /** The phase that it led to, or in which it happened. */
    readonly phase: Phase;
    readonly step?: number;
    /** Who did it: user and host, or `alchemorsel` for what it decides itself. */
    readonly by: string;
    /** In a sentence: why, or what was found. */
    readonly why?: string;
    /** The share of each color from here on, in percent. */
    readonly weights?: Weights;
    readonly gates?: readonly GateResult[];
    readonly looks?: readonly Look[];
}

/** What a gate says. */
export interface GateResult {
    readonly gate: string;
    readonly workload?: string;
    readonly result: "pass" | "fail" | "waived";
    /** What was found; on a failure also what to do. */
    readonly detail: string;
    /** Who waived it. */
    readonly by?: string;
}

/** What both colors did between two moments, and what that says. */
export interface Look {
    readonly at: string;
    readonly workload: string;
    /** As in `errors`, `slow requests`, `restarts`, `ready pods`, or the name of a query. */
    readonly measure: string;
    /** Counts of both colors, for the measures that are shares. */
    readonly old?: Count;
    readonly new?: Count;
    /** The number itself, for the others. */
    readonly value?: number;
    /** For the timeline: 50th, 95th and 99th percentile of the latency, in milliseconds, and requests a second. */
    readonly latency?: Readonly<Record<ColorName, { p50?: number; p95?: number; p99?: number; rate?: number }>>;
    readonly verdict: "well" | "breach" | "inconclusive";
    /** In half a sentence, as in `12 of 240 requests failed against 1 of 2000`. */
    readonly why: string;
}

export interface Count {
    /** Failed, or slow. */
    readonly bad: number;
    readonly all: number;
}
