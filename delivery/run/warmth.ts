import { otherColor } from "../../components/colors";
import type { Release } from "../release/release";
import type { World } from "./world";

/**
 * The config values that give the new color as many pods as the one that carries the traffic, and keep both that large until
 * the way back is closed. None where the config already says so: an autoscaler that is left alone would shrink an idle color.
 */
export async function warmth(world: World, { color, images }: Release): Promise<Record<string, string>> {
    const { workloads } = await world.config();
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
