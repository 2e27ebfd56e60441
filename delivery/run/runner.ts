import { otherColor } from "../../components/colors";
import { groupPath, groupsOf } from "../../components/groups";
import { areSame, mostWeight, type Weights, weights } from "../../components/workload/weights";
import type { Entry, GateResult, Release } from "../release/release";
import { after, type Happening, isAtRest, noted } from "../release/transitions";
import { expectConfig, expectWeights } from "./foreign-changes";
import { untilWarm, warmUp } from "./warmth";
import { watch } from "./watch";
import type { World } from "./world";

/** What became of a phase's work. */
export interface Outcome {
    readonly happening: Happening;
    readonly why?: string;
    readonly weights?: Weights;
    readonly gates?: readonly GateResult[];
    readonly looks?: Entry["looks"];
}

/** Does the work of a phase. It may be done again, by another process, if this one ends before it is written down. */
type Work = (world: World, release: Release, note: (entry: Note) => Promise<void>) => Promise<Outcome>;

/** A note for the journal, in the middle of a phase. */
export type Note = Pick<Entry, "why" | "looks" | "weights">;

/**
 * Does what a release is in the middle of, and what follows, until it is at rest. Each phase is written down before its work
 * begins, so whoever finds the journal knows what may have been done.
 */
export async function run(world: World, start: Release): Promise<Release> {
    let release = start;
    while (!isAtRest(release)) {
        world.check();
        const note = async (entry: Note) => {
            release = noted(release, { ...entry, at: now(world), by: self });
            await save(world, release);
        };
        const { happening, ...found } = await works[release.phase](world, release, note);
        // What looks like a change by somebody else may be that of whoever has taken the release over.
        await world.confirm();
        release = after(release, happening, { ...found, at: now(world), by: self });
        await save(world, release);
    }
    return release;
}

/** Begins a release: its first phase is written down before anything is done. */
export async function begin(world: World, release: Release): Promise<Release> {
    const entry = { at: now(world), by: world.who, phase: release.phase };
    const begun = { ...release, journal: [entry] };
    await save(world, begun);
    return run(world, begun);
}

/** Does what somebody asks of a release, and what follows. */
export async function happen(world: World, release: Release, happening: Happening, why?: string): Promise<Release> {
    const next = after(release, happening, { at: now(world), by: world.who, ...(why !== undefined && { why }) });
    await save(world, next);
    return run(world, next);
}

/** Who decides what nobody asked for. */
const self = "alchemorsel";

/** A way back is never barred by a journal that can't be written. */
async function save(world: World, release: Release): Promise<void> {
    const entry = release.journal.at(-1);
    if (entry) world.tell(release, entry);
    try {
        await world.save(release);
    } catch (error) {
        world.check();
        if (!["rollingBack", "rolledBack"].includes(release.phase)) throw error;
        world.warn(`the release's journal could not be written: ${reasonOf(error)}`);
    }
}

const works: Readonly<Record<Release["phase"], Work>> = {
    deploying: deploy,
    gating: passGates,
    canary: takeStep,
    promoted: promote,
    baking: bake,
    rollingBack: rollBack,
    deployed: rest,
    done: rest,
    rolledBack: rest,
    aborted: rest,
};

function rest(): Promise<Outcome> {
    throw new Error("nothing is to be done for a release at rest");
}

async function deploy(world: World, release: Release): Promise<Outcome> {
    const { color, images } = release;
    const values = Object.entries(images).map(([workload, { new: image }]) => [
        `workloads.${workload}.image.${color}`,
        image,
    ]);
    await world.writeConfig(Object.fromEntries(values) as Record<string, string>);
    return attempt(world, () => world.update("everything", release));
}

async function passGates(world: World, release: Release): Promise<Outcome> {
    const changed = await expectConfig(world, release);
    if (changed !== undefined) return { happening: "failed", why: changed };
    const warmed = await attempt(world, async () => {
        await warmUp(world, release);
        await untilWarm(world, release);
    });
    if (warmed.happening === "failed") return warmed;
    const gates = await world.gates(release);
    const failed = gates.filter(({ result }) => result === "fail");
    return failed.length === 0
        ? { happening: "succeeded", gates }
        : { happening: "failed", gates, why: failed.map(gateInWords).join("; ") };
}

function gateInWords({ gate, workload, detail }: GateResult): string {
    return `${gate}${workload === undefined ? "" : ` of ${workload}`}: ${detail}`;
}

async function takeStep(world: World, release: Release, note: (entry: Note) => Promise<void>): Promise<Outcome> {
    const { color, plan, step = 0 } = release;
    const { weight = 0, seconds = 0 } = plan?.steps[step] ?? {};
    const share = weights(otherColor(color), weight);
    const moved = await move(world, release, share);
    if (moved.happening === "failed") return moved;
    const since = hadShareAt(release, share) ?? new Date(world.clock.now());
    await note({ why: `${weight} % of the traffic is ${color}'s`, weights: share });
    return { ...(await watch(world, release, { share, since, seconds }, note)), weights: share };
}

/** When this step's share was there, where a process before this one has moved it: a step is watched from then on. */
function hadShareAt({ journal, phase, step }: Release, share: Weights): Date | undefined {
    const moved = journal.find(
        (entry) => entry.phase === phase && entry.step === step && entry.weights && areSame(entry.weights, share),
    );
    return moved && new Date(moved.at);
}

async function promote(world: World, release: Release): Promise<Outcome> {
    const share = weights(release.color, 0);
    const moved = await move(world, release, share);
    return { ...moved, weights: moved.happening === "failed" ? undefined : share };
}

function bake(world: World, release: Release, note: (entry: Note) => Promise<void>): Promise<Outcome> {
    const watched = {
        share: weights(release.color, 0),
        since: new Date(release.since),
        seconds: release.plan?.bakeSeconds ?? 0,
    };
    return watch(world, release, watched, note);
}

/**
 * Writes the weights into the config, updates, and reads them back: a plain `pulumi up` would do the same at any moment. The old color may
 * have grown since the last move. Then the new one is warmed again, for whose pods the guard waits; without them it has the last word.
 */
async function move(world: World, release: Release, share: Weights): Promise<Outcome> {
    const changed = await expectConfig(world, release);
    if (changed !== undefined) return { happening: "failed", why: changed };
    const warmed = await attempt(world, () => warmUp(world, release));
    if (warmed.happening === "failed") {
        world.warn(
            `${release.color} could not be warmed again: ${warmed.why ?? ""}. If it is too small, the guard says so`,
        );
    }
    await world.writeConfig(trafficConfig(share, release.group));
    const updated = await attempt(world, () => world.update("traffic", release));
    if (updated.happening === "failed") return updated;
    const elsewhere = await expectWeights(world, release, share);
    return elsewhere === undefined ? { happening: "succeeded" } : { happening: "failed", why: elsewhere };
}

/** How the config says the weights: the active color is the one with the larger part. */
export function trafficConfig(share: Weights, group: string | undefined): Record<string, string> {
    const active = mostWeight(share);
    return {
        [groupPath(group, "activeColor")]: active,
        [groupPath(group, "canaryWeight")]: String(share[otherColor(active)]),
    };
}

/**
 * Gives the old color all of the traffic back. The weights go first, with one request for each workload that needs neither
 * the engine nor the new color; the config follows, so that the next update agrees; the engine hears of it last.
 */
async function rollBack(world: World, release: Release): Promise<Outcome> {
    const share = weights(otherColor(release.color), 0);
    const reasons = await writeBack(world, release, share);
    reasons.forEach((reason) => {
        world.warn(`${reason}: the engine will move the traffic`);
    });
    const updated = await tellEngine(world, release, share);
    // The engine moves nothing of which it doesn't know that it was moved; one that was interrupted may have moved something forward since.
    const elsewhere = await expectWeights(world, release, share).catch((error: unknown) => {
        // What was read back already needs no second look.
        if (reasons.length > 0) throw error;
        return undefined;
    });
    if (elsewhere !== undefined) throw new Error(updated.why ?? elsewhere);
    if (updated.happening === "failed") {
        world.warn(`the traffic is back, and the engine does not know it yet: ${updated.why ?? ""}. Next: pulumi up`);
    }
    return { happening: "succeeded", weights: share };
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
    const until = world.clock.now() + 60_000;
    for (;;) {
        try {
            await work();
            return;
        } catch (error) {
            if (world.clock.now() >= until) throw error;
            world.warn(`${problem} yet: ${reasonOf(error)}`);
            await world.clock.sleep(5_000);
        }
    }
}

async function attempt(world: World, work: () => Promise<void>): Promise<Outcome> {
    try {
        await work();
        return { happening: "succeeded" };
    } catch (error) {
        // Taken over in the middle: what follows is for somebody else to decide.
        world.check();
        return { happening: "failed", why: reasonOf(error) };
    }
}

function reasonOf(error: unknown): string {
    return error instanceof Error ? error.message : String(error);
}

function now(world: World): string {
    return new Date(world.clock.now()).toISOString();
}
