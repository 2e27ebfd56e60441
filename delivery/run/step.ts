import { otherColor } from "../../components/colors";
import { areSame, type Weights, weights } from "../../components/workload/weights";
import type { Release } from "../release/release";
import { expectWeights } from "./foreign-changes";
import { Moving } from "./moving";
import type { Note, Outcome } from "./outcome";
import { watch } from "./watch";
import type { World } from "./world";

/**
 * Gives the new color its share of a step, and watches it. It is watched from when the traffic is there: the engine's update takes a
 * second or more after that, in which a bad version is seen by many. Where the traffic was there before, the update is over first.
 */
export async function takeStep(world: World, release: Release, note: (entry: Note) => Promise<void>): Promise<Outcome> {
    const { color, plan, step = 0 } = release;
    const { weight = 0, seconds = 0 } = plan?.steps[step] ?? {};
    const share = weights(otherColor(color), weight);
    const moving = new Moving(world, release, share);
    const isThere = () => expectWeights(world, release, share).then((elsewhere) => elsewhere === undefined);
    const wasThere = await isThere().catch(() => false);
    const started = moving.start();
    await (wasThere || seconds === 0 ? started : arrival(world, moving, isThere));
    const failed = moving.failure();
    if (failed) return failed;
    const since = hadShareAt(release, share) ?? new Date(world.clock.now());
    await note({ why: `${weight} % of the traffic is ${color}'s`, weights: share });
    // A breach waits for nothing: the way back moves the traffic, and its update waits for this one.
    const found = await watch(world, release, { share, since, seconds, moving }, note);
    return { ...found, weights: share };
}

/** When this step's share was there, where a process before this one has moved it: a step is watched from then on. */
function hadShareAt({ journal, phase, step }: Release, share: Weights): Date | undefined {
    const moved = journal.find(
        (entry) => entry.phase === phase && entry.step === step && entry.weights && areSame(entry.weights, share),
    );
    return moved && new Date(moved.at);
}

/**
 * Comes back when an update that is under way has moved the traffic, or the move is over. Before the update nobody asks: on AWS each
 * question is a call of the few that an account has.
 */
async function arrival(world: World, moving: Moving, isThere: () => Promise<boolean>): Promise<void> {
    await moving.updating;
    while (!moving.isOver && !(await isThere().catch(() => false))) {
        await world.clock.sleep(world.lookMilliseconds);
    }
}
