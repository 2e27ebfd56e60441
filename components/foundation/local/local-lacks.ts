import type { LocalConfig } from "../../config";
import { gatewayLacks, type TrafficLacks } from "../../workload/traffic-lacks";

/** Who counts requests, and who tells the autoscaler. */
const images = ["prometheusImage", "prometheusAdapterImage"] as const;

/** What a local stack cannot do, as it is. */
export function localLacks(local: Pick<LocalConfig, (typeof images)[number]>): TrafficLacks {
    const missing = images.filter((image) => local[image] === undefined).map((image) => `local.${image}`);
    if (missing.length === 0) return gatewayLacks;
    const autoscaling = `on requests per second needs ${missing.join(" and ")}: make up builds what is missing and writes it there`;
    return { ...gatewayLacks, autoscaling };
}
