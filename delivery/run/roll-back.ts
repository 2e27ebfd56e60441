import { otherColor } from "../../components/colors";
import { groupsOf } from "../../components/groups";
import { mostWeight, type Weights, weights } from "../../components/workload/weights";
import { reasonOf } from "../reason-of";
import type { Release } from "../release/release";
import { expectWeights } from "./foreign-changes";
import { attempt, type Outcome } from "./outcome";
import { trafficConfig } from "./traffic-config";
import type { World } from "./world";

/**
 * Gives the old color all of the traffic back. The weights go first, with one request for each workload that needs neither
 * the engine nor the new color; the config follows, so that the next update agrees; the engine hears of it last.
 */
export async function rollBack(world: World, release: Release): Promise<Outcome> {
    const share = weights(otherColor(release.color), 0);
    const reasons = await writeBack(world, release, share);
    reasons.forEach((reason) => {
        world.warn(`${reason}: the engine will move the traffic`);
    });
    const updated = await tellEngine(world, release, share);
    // The engine moves nothing of which it doesn't know that it was moved; one that was interrupted may have moved a route forward since.
    let elsewhere = await notBack(world, release, share, reasons.length > 0);
    if (elsewhere !== undefined) {
        await writeBack(world, release, share);
        elsewhere = await notBack(world, release, share, true);
    }
    if (elsewhere !== undefined) throw new Error(updated.why ?? elsewhere);
    if (updated.happening === "failed") {
        world.warn(`the traffic is back, and the engine does not know it yet: ${updated.why ?? ""}. Next: pulumi up`);
    }
    return { happening: "succeeded", weights: share };
}

/** Where the traffic isn't back. What was read back already needs no second look where there is none to be had. */
async function notBack(world: World, release: Release, share: Weights, isDoubtful: boolean) {
    try {
        return await expectWeights(world, release, share);
    } catch (error) {
        if (isDoubtful) throw error;
        return undefined;
    }
}

/**
 * Writes the old color into the config, and updates what follows it. A workload that somebody has taken out of the group follows another
 * color by now, which the release must not write, nor move its traffic there.
 */
async function tellEngine(world: World, release: Release, share: Weights): Promise<Outcome> {
    const [followers, others] = await followersOf(world, release);
    if (others.length > 0) {
        const whose = release.group === undefined ? "the stack's own color" : `the group ${release.group}`;
        world.warn(
            `${others.join(", ")}: no longer of ${whose} in the stack's config, which is left as it is for them. Their traffic is ` +
                `${mostWeight(share)}'s: see that the config says so too, then pulumi up`,
        );
    }
    if (followers.length === 0) return { happening: "succeeded" };
    await insist(world, "the stack's config could not be written", () =>
        world.writeConfig(trafficConfig(share, release.group)),
    );
    const kept = Object.entries(release.images).filter(([workload]) => followers.includes(workload));
    return patientUpdate(world, { images: Object.fromEntries(kept) });
}

/** Those of a release's workloads that follow the color of its group in the config, and those that don't. All do where it can't be read. */
async function followersOf(world: World, { group, images }: Release): Promise<[string[], string[]]> {
    const all = Object.keys(images);
    const config = await world.config().catch(() => undefined);
    if (config === undefined) return [all, []];
    const members = groupsOf(config).find(({ name }) => name === group)?.workloads ?? [];
    return [all.filter((each) => members.includes(each)), all.filter((each) => !members.includes(each))];
}

/** How long the route of a group's workload is waited for before the next one's turn comes. */
const turnMilliseconds = 2_000;

/** How long moving the traffic without the engine may take: as long as an API server may be away. */
const weightsMilliseconds = 30_000;

/**
 * Writes the old color's weights, of a group in the reverse of its order; one that fails holds up no other for long, and is
 * tried again at the end. Why some could not be written.
 */
async function writeBack(world: World, { group, images }: Release, share: Weights): Promise<string[]> {
    const all = Object.keys(images);
    const left =
        group === undefined
            ? all
            : await inTurn(all.reverse(), (each) => world.writeWeights(each, share, turnMilliseconds));
    const written = await Promise.allSettled(left.map((each) => world.writeWeights(each, share, weightsMilliseconds)));
    return written.flatMap((each) => (each.status === "rejected" ? [reasonOf(each.reason)] : []));
}

/** Those for which it failed. */
async function inTurn(workloads: readonly string[], write: (workload: string) => Promise<void>): Promise<string[]> {
    const failed: string[] = [];
    for (const workload of workloads) await write(workload).catch(() => failed.push(workload));
    return failed;
}

/** An update of somebody else, or of the process that this one took over from, may be in the way for a while. */
async function patientUpdate(world: World, release: Pick<Release, "images">): Promise<Outcome> {
    const until = world.clock.now() + 30_000;
    for (;;) {
        const updated = await attempt(world, () => world.update("traffic", release));
        if (updated.happening === "succeeded" || world.clock.now() >= until) return updated;
        await world.clock.sleep(5_000);
    }
}

/** Tries something that must be done in the end, for as long as somebody else may only be in the way. */
async function insist(world: World, problem: string, work: () => Promise<void>): Promise<void> {
    let until: number | undefined;
    for (;;) {
        try {
            await work();
            return;
        } catch (error) {
            // From the first failure on: before it, an update may have been in the way.
            until ??= world.clock.now() + 60_000;
            if (world.clock.now() >= until) throw error;
            world.warn(`${problem} yet: ${reasonOf(error)}`);
            await world.clock.sleep(5_000);
        }
    }
}
