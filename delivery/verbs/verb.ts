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
