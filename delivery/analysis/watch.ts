import type { ColorName } from "../../components/colors";
import type { AnalysisConfig, WorkloadReleaseConfig } from "../../components/release-config";
import type { Look } from "../release/release";
import type { Requests, Sample } from "./sample";

/** One look at one workload, in a step or in the bake. */
export interface Watch {
    readonly workload: string;
    /** The color that gets the traffic. */
    readonly color: ColorName;
    /** The number of this look in the step, from 1. A process that takes a release up goes on at any number not used yet. */
    readonly look: number;
    /** The samples of this step by `remember`; the last one is judged. */
    readonly history: readonly Sample[];
    readonly analysis: AnalysisConfig;
    /** By `oddsOfStep`. */
    readonly odds: number;
    readonly queries: WorkloadReleaseConfig["queries"];
    /**
     * What the old color did before the new one got all of the traffic, for the looks after that: with it, the old color's counts of
     * the step are left out. It assumes that the old color would have gone on as it was. What then hurts any version (a slow database, a
     * peak) is blamed on the new one, so it should be recent; and it should have a thousand requests or more, or it proves little.
     * Counted up to one moment after the other: the last is all of it, the parts between say how uneven it was.
     */
    readonly baseline?: readonly [...Requests[], Requests];
}

/** A look, but for when and at what. */
export type Finding = Omit<Look, "at" | "workload">;
