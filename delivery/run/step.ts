import { otherColor } from "../../components/colors";
import { areSame, type Weights, weights } from "../../components/workload/weights";
import type { Release } from "../release/release";
import { expectWeights } from "./foreign-changes";
import { move } from "./move";
import type { Note, Outcome } from "./outcome";
import { watch } from "./watch";
import type { World } from "./world";

/**
 * Gives the new color its share of a step, and watches it. It is watched from when the traffic is there: the engine's update takes a
 * second or more after that, in which a bad version has been seen by many.
 */
export async function takeStep(world: World, release: Release, note: (entry: Note) => Promise<void>): Promise<Outcome> {
    const { color, plan, step = 0 } = release;
    const { weight = 0, seconds = 0 } = plan?.steps[step] ?? {};
    const share = weights(otherColor(color), weight);
    const before = hadShareAt(release, share);
    const moving = new Moving(move(world, release, share));
    try {
        await (before === undefined ? arrival(world, release, share, moving) : moving.done());
        const failed = moving.failure();
        if (failed) return failed;
        const since = before ?? new Date(world.clock.now());
        await note({ why: `${weight} % of the traffic is ${color}'s`, weights: share });
        const found = await watch(world, release, { share, since, seconds, failure: () => moving.failure() }, note);
        // A way back waits for nothing: where the update of the step isn't over, the next one waits for it.
        if (found.happening === "failed") return { ...found, weights: share };
        const moved = await moving.done();
        return { ...(moved.happening === "failed" ? moved : found), weights: share };
    } catch (error) {
        // No update is left behind by a verb that ends.
        await moving.done().catch(() => undefined);
        throw error;
    }
}

/** When this step's share was there, where a process before this one has moved it: a step is watched from then on. */
function hadShareAt({ journal, phase, step }: Release, share: Weights): Date | undefined {
    const moved = journal.find(
        (entry) => entry.phase === phase && entry.step === step && entry.weights && areSame(entry.weights, share),
    );
    return moved && new Date(moved.at);
}

/** A move that is under way. */
class Moving {
    private end: (() => Outcome) | undefined;

    constructor(private readonly work: Promise<Outcome>) {
        work.then(
            (outcome) => {
                this.end = () => outcome;
            },
            (error: unknown) => {
                this.end = () => {
                    throw error;
                };
            },
        );
    }

    get isOver(): boolean {
        return this.end !== undefined;
    }

    done(): Promise<Outcome> {
        return this.work;
    }

    /** Its outcome, if it has failed by now. Throws what it threw. */
    failure(): Outcome | undefined {
        const outcome = this.end?.();
        return outcome?.happening === "failed" ? outcome : undefined;
    }
}

/** Comes back when the traffic is there, or the move is over. */
async function arrival(world: World, release: Release, share: Weights, moving: Moving): Promise<void> {
    const isThere = () =>
        expectWeights(world, release, share).then(
            (elsewhere) => elsewhere === undefined,
            () => false,
        );
    while (!moving.isOver && !(await isThere())) {
        await world.clock.sleep(world.lookMilliseconds / 2);
    }
}
