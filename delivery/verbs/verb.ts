import type { Release } from "../release/release";
import type { Context } from "./context";

/** How a verb ended. */
export interface Ending {
    readonly code: 0 | 1;
    /** The release after it. */
    readonly release?: Release;
    /** What is printed for people; with `--json` the release is. */
    readonly text: string;
}

export type Verb = (context: Context) => Promise<Ending>;
