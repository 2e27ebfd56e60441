import type { Phase } from "../../delivery/release/release";
import type { Answer } from "../../embedded/load/load";
import type { Stage } from "./stage";

/** Where a release is when it happens; what `alchemorsel` says on its terminal then. */
export const moments = {
    deploying: / {2}deploying/,
    gating: / {2}gates/,
    canary: /20 % of the traffic is green's/,
    promoted: / {2}promoting/,
    baking: / {2}baking/,
    rollingBack: / {2}rolling back/,
} as const;

export type Moment = keyof typeof moments;

/** Something bad, and what is to become of the release that it happens to. */
export interface Fault {
    readonly name: string;
    readonly at: Moment;
    /** The version that is released; default one that is well. */
    readonly version?: string;
    /** Default 8. */
    readonly bakeSeconds?: number;
    /** Of the process that it happens to, and of the one that goes on where that one is killed. */
    readonly env?: NodeJS.ProcessEnv;
    readonly resumeEnv?: NodeJS.ProcessEnv;
    readonly happens: (stage: Stage) => Promise<unknown>;
    /** The phases that the journal may end with. */
    readonly ends: readonly Phase[];
    /** What its last words are then. */
    readonly why?: RegExp;
    /** What failed to be deployed, where it did, is what the next update tries again: a preview says so. */
    readonly isTriedAgain?: boolean;
    /** Whether a request may fail that nobody could have answered. Default: none. */
    readonly mayFail?: (answer: Answer, stage: Stage) => boolean;
}
