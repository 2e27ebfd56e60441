import type { Phase } from "../../delivery/release/release";
import type { Answer } from "../e2e/load";
import type { Stage } from "./stage";

/** Where a release is when it happens; what `alchemorsel` says on its terminal then. */
export const moments = {
    deploying: /  deploying/,
    gating: /  gates/,
    canary: /20 % of the traffic is green's/,
    promoted: /  promoting/,
    baking: /  baking/,
    rollingBack: /  rolling back/,
} as const;

export type Moment = keyof typeof moments;

/** Something bad, and what is to become of the release that it happens to. */
export interface Fault {
    readonly name: string;
    readonly at: Moment;
    /** The version that is released; default one that is well. */
    readonly version?: string;
    /** For a process that is started with something wrong. */
    readonly env?: NodeJS.ProcessEnv;
    readonly happens: (stage: Stage) => Promise<unknown>;
    /** The phases that the journal may end with. */
    readonly ends: readonly Phase[];
    /** What its last words are then. */
    readonly why?: RegExp;
    /** Whether a request may fail that nobody could have answered. Default: none. */
    readonly mayFail?: (answer: Answer, stage: Stage) => boolean;
}
