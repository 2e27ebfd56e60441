import type { PlannedResource } from "../preview/plan";
import type { Subnet, TierName, WayOut } from "./diagram";
import { members, type PlanReader, text } from "./plan-reader";

/** Where a subnet lies in the picture. */
export interface PlacedSubnet extends Subnet {
    tier: TierName;
    urn: string;
}

/** The subnets of the plan with their place and their way out. */
export function placedSubnets(plan: PlanReader): PlacedSubnet[] {
    return plan.ofType("aws:ec2/subnet:Subnet").map((subnet) => ({
        tier: tierOf(subnet),
        zone: zoneOf(subnet),
        cidr: text(subnet.inputs.cidrBlock) ?? "CIDR not known yet",
        wayOut: wayOut(plan, subnet),
        urn: subnet.urn,
    }));
}

function zoneOf(subnet: PlannedResource | undefined): string {
    return text(subnet?.inputs.availabilityZone) ?? "zone not known yet";
}

/**
 * By the role tags, which load balancer controllers go by as well: without a way out, nothing else tells private from data.
 * https://docs.aws.amazon.com/eks/latest/userguide/network-reqs.html
 */
function tierOf({ inputs }: PlannedResource): TierName {
    const tags = members(inputs.tags);
    if (tags["kubernetes.io/role/elb"] !== undefined) {
        return "public";
    }
    return tags["kubernetes.io/role/internal-elb"] !== undefined ? "private" : "data";
}

function wayOut(plan: PlanReader, subnet: PlannedResource): WayOut {
    const routes = defaultRoutes(plan, subnet);
    const target = (property: string, kind: string) =>
        routes.flatMap((route) => plan.sources(route, property)).find(({ type }) => type.endsWith(`:${kind}`));
    const nat = target("natGatewayId", "NatGateway");
    if (nat) {
        return { by: "NAT gateway", zone: zoneOf(plan.subnets(nat, "subnetId")[0]) };
    }
    if (target("gatewayId", "InternetGateway")) {
        return { by: "internet gateway" };
    }
    return { by: target("egressOnlyGatewayId", "EgressOnlyInternetGateway") ? "IPv6 only" : "nothing" };
}

function defaultRoutes(plan: PlanReader, subnet: PlannedResource): PlannedResource[] {
    const tables = plan
        .ofType("aws:ec2/routeTableAssociation:RouteTableAssociation")
        .filter((association) => plan.sources(association, "subnetId").includes(subnet))
        .flatMap((association) => plan.sources(association, "routeTableId"));
    return plan
        .ofType("aws:ec2/route:Route")
        .filter((route) => plan.sources(route, "routeTableId").some((table) => tables.includes(table)))
        .filter(
            ({ inputs }) => inputs.destinationCidrBlock === "0.0.0.0/0" || inputs.destinationIpv6CidrBlock === "::/0",
        );
}
