import { otherColor } from "../../components/colors";
import type { PlatformConfig } from "../../components/config";
import type { Release } from "../release/release";
import type { World } from "./world";

/**
 * Gives the new color as many pods as the one that carries the traffic has now, and keeps both that large until the way back is closed: an
 * autoscaler that is left alone would shrink an idle color. Nothing but the autoscalers is updated, so whatever else somebody has
 * edited in the stack's file stays there. How long the pods may take to come, in seconds; 0 where none had to.
 */
export async function warmUp(world: World, release: Release): Promise<number> {
    const { workloads } = await world.config();
    const values = await warmth(world, release, workloads);
    if (Object.keys(values).length === 0) return 0;
    await world.writeConfig(values);
    await world.update("size", release);
    return Math.max(...Object.keys(release.images).map((name) => workloads[name]?.rolloutSeconds ?? 0));
}

/** The config values that it takes; none where the config already says so. */
async function warmth(
    world: World,
    { color, images }: Release,
    workloads: PlatformConfig["workloads"],
): Promise<Record<string, string>> {
    const old = otherColor(color);
    const values: Record<string, string> = {};
    for (const workload of Object.keys(images)) {
        const { colors } = await world.live(workload);
        const size = colors[old].readyEndpoints;
        const { min = 1, warm = {} } = workloads[workload]?.replicas ?? {};
        for (const each of [color, old]) {
            if (size > Math.max(min, warm[each] ?? 0))
                values[`workloads.${workload}.replicas.warm.${each}`] = String(size);
        }
    }
    return values;
}
