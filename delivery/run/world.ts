import type { PerColor } from "../../components/colors";
import type { PlatformConfig } from "../../components/config";
import type { Live } from "../../components/workload/guard-rules";
import type { Weights } from "../../components/workload/weights";
import type { Clock } from "../clock";
import type { Entry, GateResult, Look, Release } from "../release/release";
import type { Scope } from "../stack/stack";

/** What a release does to the world, and sees of it. */
export interface World {
    readonly clock: Clock;
    /** Who runs the verb, as in `ada@desk`. */
    readonly who: string;
    /** Throws where somebody else is known to go on with the release. */
    check(): void;
    /** The same, after asking the cluster. */
    confirm(): Promise<void>;
    /** The stack's config, as the file says it now. */
    config(): Promise<PlatformConfig>;
    /** Writes values into the stack's file, by their paths, and nothing else. */
    writeConfig(values: Readonly<Record<string, string>>): Promise<void>;
    /**
     * `pulumi up`: of everything, or of a release's workloads alone: of what moves their traffic, in their order, or of how many
     * pods they have. Throws what went wrong, in the engine's words. It and `writeConfig` wait for an update that is under way.
     */
    update(what: Scope, release: Pick<Release, "images">): Promise<void>;
    /** The weights of a workload in the cluster, `undefined` where nothing sends it traffic. */
    weights(workload: string): Promise<Weights | undefined>;
    /** A workload as it is in the cluster. */
    live(workload: string): Promise<Live>;
    /** Moves the traffic of a workload without the engine. Comes back once the weights are read back; throws after that time. */
    writeWeights(workload: string, weights: Weights, milliseconds: number): Promise<void>;
    gates(release: Release): Promise<readonly GateResult[]>;
    /** From one look to the next. */
    readonly lookMilliseconds: number;
    /** What both colors did since a moment. Figures that can't be had are inconclusive looks. */
    looks(release: Release, since: Date): Promise<readonly Look[]>;
    /** Sends a few of each workload's declared requests through the front door. */
    load(release: Release): Promise<void>;
    /** Writes the release down. */
    save(release: Release): Promise<void>;
    /** Shows what happened. */
    tell(release: Release, entry: Entry): void;
    /** Shows what the user should know, and what stops nothing. */
    warn(message: string): void;
}

/** The number of ready pods of each color of each workload. */
export type Sizes = Readonly<Record<string, PerColor<number>>>;
