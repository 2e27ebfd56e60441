import { weights } from "../../components/workload/weights";
import { reasonOf } from "../reason-of";
import type { GateResult, Release } from "../release/release";
import { after, type Happening, isAtRest, noted } from "../release/transitions";
import { expectConfig } from "./foreign-changes";
import { move } from "./move";
import { attempt, type Note, type Outcome } from "./outcome";
import { rollBack } from "./roll-back";
import { takeStep } from "./step";
import { warmUp } from "./warmth";
import { watch } from "./watch";
import type { World } from "./world";

/** Does the work of a phase. It may be done again, by another process, if this one ends before it is written down. */
type Work = (world: World, release: Release, note: (entry: Note) => Promise<void>) => Promise<Outcome>;

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

const askMilliseconds = 1_000;

async function passGates(world: World, release: Release): Promise<Outcome> {
    const changed = await expectConfig(world, release);
    if (changed !== undefined) return { happening: "failed", why: changed };
    let seconds = 0;
    const warmed = await attempt(world, async () => {
        seconds = await warmUp(world, release);
    });
    if (warmed.happening === "failed") return warmed;
    const gates = await askGates(world, release, seconds);
    const failed = gates.filter(({ result }) => result === "fail");
    return failed.length === 0
        ? { happening: "succeeded", gates }
        : { happening: "failed", gates, why: failed.map(gateInWords).join("; ") };
}

/** Asks the gates, and for so long again where all that fails is that pods are missing: those of a warm-up are still on their way. */
async function askGates(world: World, release: Release, seconds: number): Promise<readonly GateResult[]> {
    const until = world.clock.now() + seconds * 1000;
    for (;;) {
        const gates = await world.gates(release);
        const failed = gates.filter(({ result }) => result === "fail");
        const isOfPods = failed.length > 0 && failed.every(({ gate }) => gate === "endpoints" || gate === "ready");
        if (!isOfPods || world.clock.now() >= until) return gates;
        await world.clock.sleep(askMilliseconds);
        world.check();
    }
}

function gateInWords({ gate, workload, detail }: GateResult): string {
    return `${gate}${workload === undefined ? "" : ` of ${workload}`}: ${detail}`;
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

function now(world: World): string {
    return new Date(world.clock.now()).toISOString();
}
