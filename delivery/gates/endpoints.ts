import { otherColor } from "../../components/colors";
import { judgeGains, type Plan } from "../../components/workload/guard-rules";
import { readLive } from "../../components/workload/live";
import { weights } from "../../components/workload/weights";
import { fail, pass, type WorkloadGate } from "./gate";

/** The new color has as many ready endpoints as the live one: what the guard will ask when all of the traffic moves. */
export const endpoints: WorkloadGate = async (workload, { color, reader }) => {
    const { name, namespace, image, readWeights, readHealthy } = workload;
    const live = await readLive(reader, namespace, name, readWeights, readHealthy);
    const plan: Plan = {
        workload: name,
        weights: weights(color, 0),
        colors: { ...live.colors, [color]: { ...live.colors[color], image } },
    };
    const { refused, waiting } = judgeGains(plan, live);
    const reasons = [...refused, ...waiting];
    const other = otherColor(color);
    const [own, others] = [live.colors[color].readyEndpoints, live.colors[other].readyEndpoints];
    return reasons.length > 0 ? fail(reasons.join("; ")) : pass(`${own} ready endpoints; ${other} has ${others}`);
};
