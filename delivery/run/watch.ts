import type { Weights } from "../../components/workload/weights";
import type { Look, Release } from "../release/release";
import { reasonOf } from "../reason-of";
import { expectConfig, expectWeights } from "./foreign-changes";
import type { Moving } from "./moving";
import type { Note, Outcome } from "./outcome";
import type { World } from "./world";

/** Looks that found nothing are written down each second and so many times in a phase, at the most: the timeline needs no more. */
const [writtenMilliseconds, writtenLooks] = [1_000, 200];

/** The time that is watched, and the share of each color in it. */
export interface Watched {
    readonly share: Weights;
    readonly since: Date;
    readonly seconds: number;
    /** The move that it is watched beside: it ends no sooner, and with it where it fails. Default: it is over. */
    readonly moving?: Pick<Moving, "isOver" | "failure">;
}

/**
 * Watches the new color for as long as its phase lasts. A breach ends it at once. At its end, figures of too little traffic
 * are inconclusive, and the config says what follows.
 */
export async function watch(
    world: World,
    release: Release,
    { share, seconds, moving, ...watched }: Watched,
    note: (entry: Note) => Promise<void>,
): Promise<Outcome> {
    // In no time nothing happens that the move has not looked at.
    if (seconds === 0) return { happening: "succeeded", looks: [] };
    // A clock that is behind the one of the process before must not make it a moment that is yet to come.
    const since = new Date(Math.min(watched.since.getTime(), world.clock.now()));
    const ends = since.getTime() + seconds * 1000;
    const write = writer(note, Math.max(writtenMilliseconds, (seconds * 1000) / writtenLooks));
    for (;;) {
        const begun = world.clock.now();
        const failed = moving?.failure();
        if (failed) return failed;
        const isMoving = moving?.isOver === false;
        const [foreign, looks] = await Promise.all([foreignChange(world, release, share), world.looks(release, since)]);
        if (foreign !== undefined) return { happening: "failed", why: foreign };
        const breaches = looks.filter(({ verdict }) => verdict === "breach");
        if (breaches.length > 0) return { happening: "failed", looks, why: breaches.map(inWords).join("; ") };
        const now = world.clock.now();
        if (now >= ends && !isMoving) {
            const end = await atTheEnd(world, release, looks, (now - ends) / 1000);
            if (end) return { ...end, looks };
        }
        await write(now, looks);
        await world.clock.sleep(rest(world, begun));
        world.check();
    }
}

/** From a look's end to the next one's beginning, also where the clock is set back meanwhile. */
function rest({ clock, lookMilliseconds }: World, begun: number): number {
    return Math.min(lookMilliseconds, Math.max(0, begun + lookMilliseconds - clock.now()));
}

/** What follows once the time is over; `undefined`: wait for more. */
async function atTheEnd(
    world: World,
    release: Release,
    looks: readonly Look[],
    secondsOver: number,
): Promise<Outcome | undefined> {
    const open = looks.filter(({ verdict }) => verdict === "inconclusive");
    if (open.length === 0) return { happening: "succeeded" };
    const why = open.map(inWords).join("; ");
    const { inconclusive = "wait", waitSeconds = 0 } = release.plan?.analysis ?? {};
    if (inconclusive === "continue")
        return { happening: "succeeded", why: `inconclusive, and told to continue: ${why}` };
    if (secondsOver >= waitSeconds)
        return { happening: "failed", why: `inconclusive after ${waitSeconds} s more: ${why}` };
    if (inconclusive === "load") await world.load(release);
    return undefined;
}

function inWords({ workload, measure, why }: Look): string {
    return `${measure} of ${workload}: ${why}`;
}

/** A cluster that can't be read for a while has changed nothing: the next look tells. */
async function foreignChange(world: World, release: Release, share: Weights): Promise<string | undefined> {
    try {
        return (await expectConfig(world, release)) ?? (await expectWeights(world, release, share));
    } catch (error) {
        world.warn(`can't look: ${reasonOf(error)}`);
        return undefined;
    }
}

/** Writes looks down from time to time. */
function writer(note: (entry: Note) => Promise<void>, milliseconds: number) {
    let last = 0;
    return async (now: number, looks: readonly Look[]) => {
        if (looks.length === 0 || now - last < milliseconds) return;
        last = now;
        await note({ looks });
    };
}
