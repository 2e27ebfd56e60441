import {
    DefaultSecurityGroup,
    Subnet,
    type SubnetArgs,
    Vpc,
    type VpcArgs,
    VpcIpv4CidrBlockAssociation,
} from "@pulumi/aws/ec2";
import * as pulumi from "@pulumi/pulumi";

import { throwProblems } from "../../../problems";
import { type Transform, transformed } from "../../../transform";
import { defaultEndpoints } from "./default-endpoints";
import { Endpoints, type EndpointsArgs } from "./endpoints";
import { FlowLogs, type FlowLogsArgs } from "./flow-logs";
import { defaultRetentionDays } from "../log-retention";
import { networkProblems } from "./network-rules";
import { Routing, type RoutingArgs } from "./routing";
import { allTiers, ipv6SubnetCidr, type SubnetCidrs, type SubnetSlot, subnetSlots, type Tier } from "./subnet-slots";

export interface NetworkArgs {
    /** Region of everything. Changing it replaces everything. */
    region: string;
    /** ID of the account, twelve digits, for the trust policy of the flow logs' role. Changed in place. */
    accountId: string;
    /** IPv4 block of the VPC: private, `/16` to `/20`. Changing it replaces everything. */
    cidr: string;
    /**
     * Availability zones by name, such as `eu-central-1a`: two at least; with three, the loss of one leaves two. A
     * subnet's block follows from its zone's letter: adding or removing one, anywhere in the list, moves no other.
     */
    zones: string[];
    /** Tiers of subnets; default public, private and data. Adding one moves no subnet; `private` is always there. */
    tiers?: Tier[];
    /**
     * Blocks of subnets that were there before the stack, by tier and zone; default: where the layout has them. Changing
     * one replaces the subnet.
     */
    subnetCidrs?: SubnetCidrs;
    /** Further IPv4 blocks of the VPC, for subnets of your own; default none. Adding one touches no other. */
    secondaryCidrs?: string[];
    /** Blocks of networks that will be connected with this one; default none. Only checked for overlaps. */
    peerCidrs?: string[];
    /**
     * How private subnets reach the internet over IPv4; default `per-zone`. Changed in place.
     * - `per-zone`: a NAT gateway in each zone; a zone that is lost takes nobody else's way out with it. In us-east-1
     *   each costs about $36 a month with its address, and $0.045 a GB.
     * - `single`: one, in the first zone of the list; traffic of the others pays $0.01 a GB more each way, and all lose
     *   their way out with that zone.
     * - `none`: no way out; what isn't reached by an endpoint isn't reached.
     */
    nat?: "per-zone" | "single" | "none";
    /** Whether there is IPv6 too, from a block that Amazon assigns; default false. Changed in place. Costs nothing. */
    ipv6?: boolean;
    /**
     * AWS services with an endpoint in the private tier, by short name (`ecr.api`); default: those that a node needs to
     * join and pull images, and the ones of the platform's controllers. Each costs about $7.30 a month **and zone** in
     * us-east-1; `[]` for none. Adding or removing one touches no other.
     */
    endpoints?: string[];
    /** ARN of the KMS key of the flow logs; its policy must let CloudWatch Logs use it. Changed in place. */
    logsKeyArn: pulumi.Input<string>;
    /**
     * How long flow logs are kept, in days: 30 at least, one of CloudWatch's numbers; default 365. Changed in place.
     */
    flowLogRetentionDays?: number;
    /** Bends a child; `subnet` bends all of them. */
    transform?: {
        vpc?: Transform<VpcArgs>;
        subnet?: Transform<SubnetArgs>;
        routing?: RoutingArgs["transform"];
        endpoints?: EndpointsArgs["transform"];
        flowLogs?: FlowLogsArgs["transform"];
    };
}

/** By the roles, load balancer controllers find the subnets of public and of internal load balancers. */
const roleTags: Record<Tier, Record<string, string>> = {
    public: { "kubernetes.io/role/elb": "1" },
    private: { "kubernetes.io/role/internal-elb": "1" },
    data: {},
};

/**
 * A VPC over several zones with three tiers of subnets: public (reached from the internet; load balancers and NAT
 * gateways), private (reaches the internet; everything that runs) and data (neither). Of a `/16`, each zone has 4,091
 * usable addresses in the private tier and 1,019 in each of the others; `subnet-slots.ts` says where.
 *
 * No subnet hands out public addresses, the default security group is closed, and all traffic is logged. Let what needs
 * a way out from its first moment (nodes) depend on the whole component: `dependsOn: network`.
 *
 * With three zones and the defaults it costs about $307 a month in us-east-1 at rest: NAT gateways $110, interface
 * endpoints $197. https://docs.aws.amazon.com/eks/latest/best-practices/subnets.html
 *
 * @example
 * ```ts
 * import { type Encryption, Network } from "@alchemorsel/platform/aws";
 *
 * declare const encryption: Encryption;
 *
 * const network = new Network("staging", {
 *     region: "eu-central-1",
 *     accountId: "111122223333",
 *     cidr: "10.20.0.0/16",
 *     zones: ["eu-central-1a", "eu-central-1b", "eu-central-1c"],
 *     logsKeyArn: encryption.keyArns.logs,
 *     transform: { vpc: (args, opts) => ({ args, opts: { ...opts, protect: true } }) },
 * });
 *
 * export const natAddresses = network.natAddresses;
 * ```
 */
export class Network extends pulumi.ComponentResource {
    /** ID of the VPC. */
    public readonly vpcId: pulumi.Output<string>;
    /** Subnets of each tier in the order of the zones; none of a tier that is left out. */
    public readonly subnetIds: Record<Tier, pulumi.Output<string>[]>;
    /** Route tables of each tier, for routes of your own. The private tier has one a zone, the others one. */
    public readonly routeTableIds: Record<Tier, pulumi.Output<string>[]>;
    /** Public IPv4 addresses from which private subnets reach the internet, for others' allow lists. */
    public readonly natAddresses: pulumi.Output<string>[];

    constructor(name: string, args: NetworkArgs, opts?: pulumi.ComponentResourceOptions) {
        const settings = withDefaults(args);
        throwProblems(`The args of network ${name} are not valid.`, networkProblems(name, settings));
        super("alchemorsel:aws:Network", name, {}, opts);
        const vpc = this.createVpc(name, settings);
        const subnets = this.createSubnets(name, settings, vpc);
        const { region, nat, ipv6, transform } = settings;
        const vpcId = vpc.id;
        const routing = new Routing(
            `${name}-routing`,
            { region, vpcId, subnets, nat, ipv6, transform: transform?.routing },
            { parent: this },
        );
        this.vpcId = vpcId;
        this.subnetIds = perTier((tier) => subnets[tier].map(({ id }) => id));
        this.routeTableIds = routing.routeTableIds;
        this.natAddresses = routing.natAddresses;
        this.createEndpoints(name, settings);
        this.createFlowLogs(name, settings);
        this.registerOutputs({ vpcId, subnetIds: this.subnetIds, natAddresses: this.natAddresses });
    }

    private createVpc(name: string, { region, cidr, secondaryCidrs, ipv6, transform }: Settings): Vpc {
        const args: VpcArgs = {
            region,
            cidrBlock: cidr,
            enableDnsSupport: true,
            // Private DNS names of interface endpoints need both.
            enableDnsHostnames: true,
            assignGeneratedIpv6CidrBlock: ipv6,
            tags: { Name: name },
        };
        const vpc = new Vpc(`${name}-vpc`, ...transformed(transform?.vpc, args, { parent: this }));
        // Whatever is started without a group of its own gets this one: with no rules it reaches nobody.
        new DefaultSecurityGroup(
            `${name}-default-security-group`,
            { region, vpcId: vpc.id, ingress: [], egress: [], tags: { Name: `${name}-default-closed` } },
            { parent: this },
        );
        for (const cidrBlock of secondaryCidrs) {
            new VpcIpv4CidrBlockAssociation(
                `${name}-cidr-${cidrBlock.replace("/", "-")}`,
                { region, vpcId: vpc.id, cidrBlock },
                { parent: this },
            );
        }
        return vpc;
    }

    private createSubnets(name: string, settings: Settings, vpc: Vpc) {
        const slots = subnetSlots(settings.cidr, settings.zones, settings.tiers, settings.subnetCidrs);
        const subnets = slots.map((slot) => ({ ...slot, id: this.createSubnet(name, settings, vpc, slot).id }));
        return perTier((tier) => subnets.filter((subnet) => subnet.tier === tier));
    }

    private createSubnet(name: string, { region, ipv6, transform }: Settings, vpc: Vpc, slot: SubnetSlot): Subnet {
        const { tier, zone, letter, cidr } = slot;
        const subnetName = `${name}-${tier}-${letter}`;
        const args: SubnetArgs = {
            region,
            vpcId: vpc.id,
            availabilityZone: zone,
            cidrBlock: cidr,
            mapPublicIpOnLaunch: false,
            ...(ipv6 ? ipv6Args(vpc, slot) : {}),
            tags: { Name: subnetName, ...roleTags[tier] },
        };
        return new Subnet(subnetName, ...transformed(transform?.subnet, args, { parent: this }));
    }

    private createEndpoints(name: string, settings: Settings): void {
        const { region, cidr, secondaryCidrs, endpoints, transform } = settings;
        new Endpoints(
            `${name}-endpoints`,
            {
                region,
                vpcId: this.vpcId,
                clientCidrs: [cidr, ...secondaryCidrs],
                subnetIds: this.subnetIds.private,
                routeTableIds: this.routeTableIds.private,
                services: endpoints,
                transform: transform?.endpoints,
            },
            { parent: this },
        );
    }

    private createFlowLogs(name: string, settings: Settings): void {
        const { region, accountId, logsKeyArn, flowLogRetentionDays, transform } = settings;
        new FlowLogs(
            `${name}-flow-logs`,
            {
                region,
                accountId,
                vpcId: this.vpcId,
                keyArn: logsKeyArn,
                retentionDays: flowLogRetentionDays,
                transform: transform?.flowLogs,
            },
            { parent: this },
        );
    }
}

function ipv6Args(vpc: Vpc, slot: SubnetSlot): Partial<SubnetArgs> {
    return {
        ipv6CidrBlock: vpc.ipv6CidrBlock.apply((block) => ipv6SubnetCidr(block, slot)),
        // Every IPv6 address is a public one; behind the egress-only gateway nobody gets in.
        assignIpv6AddressOnCreation: slot.tier !== "public",
    };
}

type Settings = ReturnType<typeof withDefaults>;

function withDefaults(args: NetworkArgs) {
    return {
        ...args,
        tiers: args.tiers ?? allTiers,
        secondaryCidrs: args.secondaryCidrs ?? [],
        nat: args.nat ?? "per-zone",
        ipv6: args.ipv6 ?? false,
        endpoints: args.endpoints ?? defaultEndpoints,
        flowLogRetentionDays: args.flowLogRetentionDays ?? defaultRetentionDays,
    };
}

function perTier<T>(value: (tier: Tier) => T): Record<Tier, T> {
    return { public: value("public"), private: value("private"), data: value("data") };
}
