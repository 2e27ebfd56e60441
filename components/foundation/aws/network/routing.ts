import {
    EgressOnlyInternetGateway,
    Eip,
    type EipArgs,
    InternetGateway,
    NatGateway,
    type NatGatewayArgs,
    Route,
    type RouteArgs,
    RouteTable,
    RouteTableAssociation,
    type RouteTableArgs,
} from "@pulumi/aws/ec2";
import * as pulumi from "@pulumi/pulumi";

import { type Transform, transformed } from "../../../transform";
import type { Tier } from "./subnet-slots";

/** A subnet and the letter of its zone. */
interface ZonalSubnet {
    letter: string;
    id: pulumi.Input<string>;
}

export interface RoutingArgs {
    /** Region of the VPC. Changing it replaces. */
    region: string;
    /** ID of the VPC. Changing it replaces. */
    vpcId: pulumi.Input<string>;
    /** The subnets of each tier with their zone's letter. Adding one touches no other. */
    subnets: Record<Tier, ZonalSubnet[]>;
    /** NAT gateways: one in each zone, one in the first zone, or none. Changed in place. */
    nat: "per-zone" | "single" | "none";
    /** Whether there are IPv6 routes as well. Changed in place. */
    ipv6: boolean;
    /** Bends a child: all of its kind. */
    transform?: {
        natGateway?: Transform<NatGatewayArgs>;
        natAddress?: Transform<EipArgs>;
        routeTable?: Transform<RouteTableArgs>;
    };
}

const everywhere = "0.0.0.0/0";
const everywhereIpv6 = "::/0";

/**
 * The ways out of a VPC. Public subnets share a route table with the internet gateway. Each private subnet has a table
 * of its own with a NAT gateway, and over IPv6 with a gateway that lets nothing in. Data subnets share a table without
 * any route out. https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Route_Tables.html
 */
export class Routing extends pulumi.ComponentResource {
    /** Route tables by tier; the private ones in the order of the subnets. */
    public readonly routeTableIds: Record<Tier, pulumi.Output<string>[]>;
    /** Public IPv4 addresses from which private subnets reach the internet. */
    public readonly natAddresses: pulumi.Output<string>[];

    constructor(name: string, args: RoutingArgs, opts?: pulumi.ComponentResourceOptions) {
        super("alchemorsel:aws:Routing", name, {}, opts);
        const hasPublic = args.subnets.public.length > 0;
        const internet = hasPublic ? this.createInternetGateway(name, args) : undefined;
        const nats = internet ? this.createNatGateways(name, args, internet) : [];
        this.natAddresses = nats.map(({ gateway }) => gateway.publicIp);
        this.routeTableIds = {
            public: internet ? [this.createPublicTable(name, args, internet)] : [],
            private: this.createPrivateTables(name, args, nats),
            data: args.subnets.data.length > 0 ? [this.createTable(`${name}-data`, args, args.subnets.data)] : [],
        };
        this.registerOutputs({});
    }

    private createInternetGateway(name: string, { region, vpcId }: RoutingArgs): InternetGateway {
        return new InternetGateway(`${name}-internet`, { region, vpcId, tags: { Name: name } }, { parent: this });
    }

    private createNatGateways(
        name: string,
        { region, subnets, nat, transform }: RoutingArgs,
        internet: InternetGateway,
    ): { letter: string; gateway: NatGateway }[] {
        const homes = { "per-zone": subnets.public, single: subnets.public.slice(0, 1), none: [] }[nat];
        return homes.map(({ letter, id }) => {
            const natName = `${name}-nat-${letter}`;
            const tags = { Name: natName };
            const eip: EipArgs = { region, domain: "vpc", tags };
            const address = new Eip(`${natName}-address`, ...transformed(transform?.natAddress, eip, { parent: this }));
            const args: NatGatewayArgs = { region, subnetId: id, allocationId: address.allocationId, tags };
            const options = { parent: this, dependsOn: internet };
            return { letter, gateway: new NatGateway(natName, ...transformed(transform?.natGateway, args, options)) };
        });
    }

    private createPublicTable(name: string, args: RoutingArgs, internet: InternetGateway): pulumi.Output<string> {
        const table = this.createTable(`${name}-public`, args, args.subnets.public);
        const gatewayId = internet.id;
        this.createRoute(`${name}-public-out`, args, table, { destinationCidrBlock: everywhere, gatewayId });
        if (args.ipv6) {
            const destinationIpv6CidrBlock = everywhereIpv6;
            this.createRoute(`${name}-public-out-ipv6`, args, table, { destinationIpv6CidrBlock, gatewayId });
        }
        return table;
    }

    /** A table for each zone, with one NAT gateway too: going over to one a zone then changes routes, and no table. */
    private createPrivateTables(
        name: string,
        args: RoutingArgs,
        nats: readonly { letter: string; gateway: NatGateway }[],
    ): pulumi.Output<string>[] {
        const egressOnly = args.ipv6 ? this.createEgressOnlyGateway(name, args) : undefined;
        return args.subnets.private.map((subnet) => {
            const zoneName = `${name}-private-${subnet.letter}`;
            const table = this.createTable(zoneName, args, [subnet]);
            const nat = nats.find(({ letter }) => letter === subnet.letter) ?? nats[0];
            if (nat) {
                const natGatewayId = nat.gateway.id;
                this.createRoute(`${zoneName}-out`, args, table, { destinationCidrBlock: everywhere, natGatewayId });
            }
            if (egressOnly) {
                const egressOnlyGatewayId = egressOnly.id;
                const destinationIpv6CidrBlock = everywhereIpv6;
                const route = { destinationIpv6CidrBlock, egressOnlyGatewayId };
                this.createRoute(`${zoneName}-out-ipv6`, args, table, route);
            }
            return table;
        });
    }

    private createEgressOnlyGateway(name: string, { region, vpcId }: RoutingArgs): EgressOnlyInternetGateway {
        const egressName = `${name}-egress-only`;
        return new EgressOnlyInternetGateway(
            egressName,
            { region, vpcId, tags: { Name: egressName } },
            { parent: this },
        );
    }

    private createTable(
        name: string,
        { region, vpcId, transform }: RoutingArgs,
        subnets: readonly ZonalSubnet[],
    ): pulumi.Output<string> {
        const args: RouteTableArgs = { region, vpcId, tags: { Name: name } };
        const table = new RouteTable(name, ...transformed(transform?.routeTable, args, { parent: this }));
        for (const { letter, id } of subnets) {
            new RouteTableAssociation(
                `${name}-subnet-${letter}`,
                { region, routeTableId: table.id, subnetId: id },
                { parent: this },
            );
        }
        return table.id;
    }

    /** Routes are resources of their own, so that others (a peering, say) can be added beside them. */
    private createRoute(
        name: string,
        { region }: RoutingArgs,
        routeTableId: pulumi.Output<string>,
        route: Omit<RouteArgs, "region" | "routeTableId">,
    ): void {
        new Route(name, { region, routeTableId, ...route }, { parent: this });
    }
}
