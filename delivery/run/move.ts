import type { Weights } from "../../components/workload/weights";
import type { Release } from "../release/release";
import { expectConfig, expectWeights } from "./foreign-changes";
import { attempt, type Outcome } from "./outcome";
import { trafficConfig } from "./traffic-config";
import { warmUp } from "./warmth";
import type { World } from "./world";

/**
 * Writes the weights into the config, updates, and reads them back: a plain `pulumi up` would do the same at any moment. The old color may
 * have grown since the last move. Then the new one is warmed again, for whose pods the guard waits; without them it has the last word.
 */
export async function move(
    world: World,
    release: Release,
    share: Weights,
    /** Called when the engine's turn has come, and nothing else is written but what it writes. */
    onUpdating: () => void = () => undefined,
): Promise<Outcome> {
    const changed = await expectConfig(world, release);
    if (changed !== undefined) return { happening: "failed", why: changed };
    await warmAgain(world, release);
    await world.writeConfig(trafficConfig(share, release.group));
    const update = () => attempt(world, () => world.update("traffic", release));
    const updating = update();
    onUpdating();
    let updated = await updating;
    // It may have grown just then, and the guard has refused: a release isn't taken back for that.
    if (updated.happening === "failed" && (await warmAgain(world, release))) updated = await update();
    if (updated.happening === "failed") return updated;
    const elsewhere = await expectWeights(world, release, share);
    return elsewhere === undefined ? { happening: "succeeded" } : { happening: "failed", why: elsewhere };
}

/** Whether the new color was too small, and gets more pods. */
async function warmAgain(world: World, release: Release): Promise<boolean> {
    let seconds = 0;
    const warmed = await attempt(world, async () => {
        seconds = await warmUp(world, release);
    });
    if (warmed.happening === "failed") {
        world.warn(
            `${release.color} could not be warmed again: ${warmed.why ?? ""}. If it is too small, the guard says so`,
        );
    }
    return seconds > 0;
}
