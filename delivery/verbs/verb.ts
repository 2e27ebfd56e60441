import type { Clock } from "../clock";
import type { Options } from "../options";
import type { Release } from "../release/release";
import type { Context } from "./context";

/** How a verb ended. */
export interface Ending {
    readonly code: 0 | 1;
    /** The release after it. */
    readonly release?: Release;
    /** What is printed for people. */
    readonly text: string;
    /** What `--json` prints; default: the release. */
    readonly json?: object;
}

export type Verb = (context: Context) => Promise<Ending>;

/** A verb that needs no cluster: what it works with is found by the stack's file alone. */
export type StackVerb = (given: StackGiven) => Promise<Ending>;

export interface StackGiven {
    readonly options: Options;
    /** Folder of the program. */
    readonly project: string;
    readonly clock: Clock;
    readonly tell: (line: string) => void;
}
