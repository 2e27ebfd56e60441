import { UserError } from "../errors";
import type { PlannedResource } from "../preview/plan";
import { type Diagram, type Entrance, type Tier, tierNames, type Vpc } from "./diagram";
import type { PlacedThing } from "./placed-thing";
import { items, members, PlanReader, text, unique } from "./plan-reader";
import { servicesByRegion } from "./services";
import { type PlacedSubnet, placedSubnets } from "./subnets";
import { endpointService, placedThings } from "./things";

/**
 * What stands where, of the plan of a stack on AWS. What the picture leaves out: identities, security groups, single rules
 * and settings.
 *
 * @throws UserError if the plan has no VPC with subnets, or several VPCs.
 */
export function picture(resources: readonly PlannedResource[]): Diagram {
    const plan = new PlanReader(resources);
    const vpc = theVpc(plan);
    const subnets = placedSubnets(plan);
    const things = placedThings(plan);
    const region = text(vpc.inputs.region) ?? subnets[0]?.zone.slice(0, -1) ?? "";
    const services = servicesByRegion(plan, region);
    return {
        stack: stackOf(vpc),
        region,
        entrance: entrance(plan),
        vpc: drawnVpc(plan, vpc, subnets, things),
        services: services.get(region) ?? [],
        otherRegions: [...services]
            .filter(([name]) => name !== region)
            .map(([name, own]) => ({ region: name, services: own })),
        unplaced: unique(things.filter((thing) => thing.subnets.length === 0).map(({ name }) => name)),
    };
}

function theVpc(plan: PlanReader): PlannedResource {
    const [vpc, ...others] = plan.ofType("aws:ec2/vpc:Vpc");
    if (!vpc || plan.ofType("aws:ec2/subnet:Subnet").length === 0) {
        throw new UserError(
            "the plan has no VPC with subnets, so there is nothing to draw: name a stack on AWS that makes its own network, as in make picture STACK=production",
        );
    }
    if (others.length > 0) {
        const names = [vpc, ...others].map(({ name }) => name).join(", ");
        throw new UserError(`the plan has several VPCs (${names}), and a picture shows one: draw a stack that has one`);
    }
    return vpc;
}

/** A URN begins with `urn:pulumi:<stack>::`. */
function stackOf({ urn }: PlannedResource): string {
    return urn.split("::")[0]?.split(":")[2] ?? "";
}

function drawnVpc(plan: PlanReader, vpc: PlannedResource, subnets: PlacedSubnet[], things: PlacedThing[]): Vpc {
    const further = plan.ofType("aws:ec2/vpcIpv4CidrBlockAssociation:VpcIpv4CidrBlockAssociation");
    return {
        cidrs: [vpc, ...further].flatMap(({ inputs }) => text(inputs.cidrBlock) ?? []),
        hasInternetGateway: plan.ofType("aws:ec2/internetGateway:InternetGateway").length > 0,
        gateways: gateways(plan),
        zones: unique(subnets.map(({ zone }) => zone)),
        tiers: tiers(subnets, things),
    };
}

function gateways(plan: PlanReader): string[] {
    const endpoints = plan
        .ofType("aws:ec2/vpcEndpoint:VpcEndpoint")
        .filter(({ inputs }) => inputs.vpcEndpointType === "Gateway")
        .map((endpoint) => `gateway endpoint: ${endpointService(endpoint)}`);
    const egressOnly = plan.ofType("aws:ec2/egressOnlyInternetGateway:EgressOnlyInternetGateway");
    return unique([...endpoints, ...egressOnly.map(() => "egress-only gateway: IPv6")]);
}

function tiers(subnets: PlacedSubnet[], things: PlacedThing[]): Tier[] {
    return tierNames.flatMap((name) => {
        const own = subnets.filter(({ tier }) => tier === name);
        const standing = things.flatMap(({ kind, title, details, subnets: urns }) => {
            const zones = unique(own.filter(({ urn }) => urns.includes(urn)).map(({ zone }) => zone));
            return zones.length === 0 ? [] : [{ kind, title, details, zones }];
        });
        const drawn = own.map(({ zone, cidr, wayOut }) => ({ zone, cidr, wayOut }));
        return own.length === 0 ? [] : [{ name, subnets: drawn, things: standing }];
    });
}

function entrance(plan: PlanReader): Entrance {
    const records = plan
        .ofType("aws:route53/record:Record")
        .filter((record) =>
            plan.sources(record, "aliases").some(({ type }) => type === "aws:lb/loadBalancer:LoadBalancer"),
        );
    const [firewall] = plan
        .ofType("aws:wafv2/webAclAssociation:WebAclAssociation")
        .flatMap((association) => plan.sources(association, "webAclArn"))
        .filter(({ type }) => type === "aws:wafv2/webAcl:WebAcl");
    return {
        domains: unique(records.map(({ inputs, name }) => text(inputs.name) ?? name)),
        firewall: firewall && firewallDetails(firewall),
    };
}

function firewallDetails({ inputs }: PlannedResource): string[] {
    const statements = items(inputs.rules).map((rule) => members(members(rule).statement));
    const managed = statements.filter(
        ({ managedRuleGroupStatement }) => managedRuleGroupStatement !== undefined,
    ).length;
    const hasLimit = statements.some(({ rateBasedStatement }) => rateBasedStatement !== undefined);
    const groups = managed > 0 ? [`${managed} managed rule ${managed === 1 ? "group" : "groups"}`] : [];
    return [[...groups, ...(hasLimit ? ["a rate limit"] : [])].join(", ")].filter((detail) => detail !== "");
}
