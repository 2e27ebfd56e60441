/** What stands where in a stack: all that its picture says, without a place on the paper. */
export interface Diagram {
    stack: string;
    region: string;
    entrance: Entrance;
    vpc: Vpc;
    /** The services of the region that stand in no subnet. */
    services: Service[];
    otherRegions: { region: string; services: Service[] }[];
    /** Names of what stands in subnets, but the plan doesn't say in which. */
    unplaced: string[];
}

/** What requests pass before they are in the VPC. */
export interface Entrance {
    /** Domains whose alias records lead to the load balancer. */
    domains: string[];
    /** What the web firewall has; `undefined` without one. */
    firewall?: string[];
}

export interface Vpc {
    cidrs: string[];
    hasInternetGateway: boolean;
    /** Further ways in and out, such as gateway endpoints. */
    gateways: string[];
    /** Availability zones in the order of the columns. */
    zones: string[];
    tiers: Tier[];
}

/** Tiers in the order of the rows. */
export const tierNames = ["public", "private", "data"] as const;
export type TierName = (typeof tierNames)[number];

export interface Tier {
    name: TierName;
    subnets: Subnet[];
    things: Thing[];
}

export interface Subnet {
    zone: string;
    cidr: string;
    wayOut: WayOut;
}

/** Where its route table sends what goes to the internet. */
export type WayOut = { by: "internet gateway" } | { by: "NAT gateway"; zone: string } | { by: "IPv6 only" | "nothing" };

/** Kinds of things in the order in which they stand in a subnet, from the top. */
export const thingKinds = [
    "loadBalancer",
    "cluster",
    "nodes",
    "pods",
    "controllers",
    "endpoints",
    "database",
    "cache",
    "nat",
] as const;
export type ThingKind = (typeof thingKinds)[number];

/** Something that stands in the subnets of these zones of a tier. */
export interface Thing {
    kind: ThingKind;
    title: string;
    details: string[];
    zones: string[];
}

/** A service of a region, and what the stack has of it. */
export interface Service {
    title: string;
    family: "security" | "storage" | "management";
    details: string[];
}
