import type { Guarded } from "./guard";
import type { Traffic } from "./traffic";

/**
 * Workloads whose traffic moves together, in the order in which they are made: that of each after that of the one before,
 * and none unless all that follow may move too.
 */
export class Together {
    private readonly guarded: Guarded[] = [];
    /** The traffic of the last one so far: what the next one's waits for. */
    public last?: Traffic;

    /** Returns what says which ones follow; they are made later. */
    join(workload: Guarded): () => Guarded[] {
        const next = this.guarded.push(workload);
        return () => this.guarded.slice(next);
    }
}
