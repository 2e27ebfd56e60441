import { type Problem, propertyPath } from "../problems";
import type { TrafficArgs } from "./traffic";

/** What not every provider of traffic can do, or counts, by the option that asks for it. */
export type TrafficFeature = keyof Pick<TrafficArgs, "preview" | "stickySeconds"> | "autoscaling";

/** What a provider cannot do, and why, with its name. */
export type TrafficLacks = Partial<Record<TrafficFeature, string>>;

/** A Gateway is of any make, so what counts is what all of them have. */
export const gatewayLacks: TrafficLacks = {
    stickySeconds:
        "is not possible behind a Gateway: the Gateway API's HTTPRoute has no session persistence in its standard channel. " +
        "Leave it out, or use the foundation aws",
};

/** What AWS has is the load balancer's own count, in CloudWatch, which no autoscaler reads by itself. */
export const albLacks: TrafficLacks = {
    autoscaling:
        "on requests per second is not possible on the foundation aws: it runs no Prometheus and no prometheus-adapter that would " +
        "tell the autoscaler of them. Leave it out, CPU and memory scale there; or use the foundation local",
};

/** Where a provider is asked for what it lacks. */
export function lackProblems(
    path: readonly string[],
    lacks: TrafficLacks,
    asked: Partial<Record<TrafficFeature, unknown>>,
): Problem[] {
    return Object.entries(lacks)
        .filter(([feature]) => asked[feature as TrafficFeature] !== undefined)
        .map(([feature, reason]) => ({ propertyPath: propertyPath(...path, feature), reason }));
}
