import type { RoutingDelays } from "../foundation";

/**
 * The controller hears of a pod that ends within a second or two, and the load balancer takes some more to forget it; a
 * pod counts as healthy after two checks.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html
 */
export const routingDelays: RoutingDelays = { deregistrationSeconds: 15, healthCheckSeconds: 10 };
