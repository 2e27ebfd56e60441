import { otherColor } from "../../components/colors";
import { groupPath } from "../../components/groups";
import { mostWeight, type Weights } from "../../components/workload/weights";

/** How the config says the weights: the active color is the one with the larger part. */
export function trafficConfig(share: Weights, group: string | undefined): Record<string, string> {
    const active = mostWeight(share);
    return {
        [groupPath(group, "activeColor")]: active,
        [groupPath(group, "canaryWeight")]: String(share[otherColor(active)]),
    };
}
