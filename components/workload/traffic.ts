import type * as pulumi from "@pulumi/pulumi";

import type { ColorName, PerColor } from "../colors";
import type { Guard } from "./guard";
import type { Weights } from "./weights";

/** What any implementation of Traffic is given. */
export interface TrafficArgs {
    /** Name of the workload. */
    workload: string;
    /** Namespace of its Services. Changing it replaces. */
    namespace: pulumi.Input<string>;
    /** Host name whose requests it answers. Default: every host. Changed in place. */
    host?: string;
    /** Share of each color in percent. Changed in place, in one call to one API: this is the switch. */
    weights: Weights;
    /**
     * The color that requests reach whose header of this name has the value `idle`, whatever the weights are; default: none.
     * Changed in place.
     */
    preview?: Preview;
    /**
     * Seconds for which a client stays with its color, 1 to 604800; default: none. With it a switch, and a rollback, reach
     * those clients only after that time. Changed in place.
     */
    stickySeconds?: number;
    /** Name of each color's Service. Both stay for good. */
    services: PerColor<pulumi.Input<string>>;
    /** Port of the Services. Changed in place. */
    port: number;
    /** The longest request, in seconds: what a load balancer that drains a pod lets it finish. Changed in place. */
    longestRequestSeconds: number;
    /** What must be there before the weights change: the pods of the colors that shall carry traffic, traffic that moves first. */
    carriers: pulumi.Resource[];
    /** Refuses a switch that would drop requests. */
    guard: Guard["traffic"];
}

/** Which requests reach one color, also without a share of the traffic. */
export interface Preview {
    header: string;
    color: ColorName;
}

/** The value of the header. It stays the same when the colors change places. */
export const previewValue = "idle";

/** Sends each color of a workload its share of the requests. */
export type Traffic = pulumi.ComponentResource;
