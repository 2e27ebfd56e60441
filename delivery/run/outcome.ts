import type { Weights } from "../../components/workload/weights";
import { reasonOf } from "../reason-of";
import type { Entry, GateResult } from "../release/release";
import type { Happening } from "../release/transitions";
import type { World } from "./world";

/** What became of a phase's work. */
export interface Outcome {
    readonly happening: Happening;
    readonly why?: string;
    readonly weights?: Weights;
    readonly gates?: readonly GateResult[];
    readonly looks?: Entry["looks"];
}

/** A note for the journal, in the middle of a phase. */
export type Note = Pick<Entry, "why" | "looks" | "weights">;

/** Does something that may fail, which is an outcome too. */
export async function attempt(world: World, work: () => Promise<void>): Promise<Outcome> {
    try {
        await work();
        return { happening: "succeeded" };
    } catch (error) {
        // Taken over in the middle: what follows is for somebody else to decide.
        world.check();
        return { happening: "failed", why: reasonOf(error) };
    }
}
