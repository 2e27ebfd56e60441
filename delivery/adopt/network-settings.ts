import { cidrSize, overlap, parseCidr } from "../../components/foundation/aws/network/cidr";
import {
    allTiers,
    type SubnetCidrs,
    subnetSlots,
    type Tier,
} from "../../components/foundation/aws/network/subnet-slots";
import type { ExistingNetwork, ExistingSubnet } from "./existing";
import type { Setting } from "./setting";
import { ownTableOf, tierOf } from "./tiers";

/** What the stack's file says of the network. */
export interface StackNetwork {
    readonly cidr: string;
    readonly zones: readonly string[];
    readonly nat?: "per-zone" | "single" | "none";
    readonly subnetCidrs?: SubnetCidrs;
    readonly secondaryCidrs?: readonly string[];
    readonly ipv6?: boolean;
}

/** What the stack's file has to say for its network to be the one that there is; and what no file can say. */
export interface NetworkSettings {
    readonly settings: readonly Setting[];
    readonly problems: readonly string[];
}

export function networkSettings(stack: StackNetwork, network: ExistingNetwork): NetworkSettings {
    const [own, ...further] = network.cidrs.map(({ cidr }) => cidr);
    const cidr = own ?? stack.cidr;
    const subnets = chosenSubnets({ ...stack, cidr }, network);
    const nat = natSettings(stack, network);
    const differs = (keys: string[], value: Setting["value"], said: unknown): Setting[] =>
        JSON.stringify(value) === JSON.stringify(said) ? [] : [{ keys: ["network", ...keys], value }];
    return {
        settings: [
            ...differs(["cidr"], cidr, stack.cidr),
            ...differs(["secondaryCidrs"], further, stack.secondaryCidrs ?? []),
            ...differs(["ipv6"], network.isIpv6, stack.ipv6 ?? false),
            ...nat.flatMap(({ key, value }) => differs([key], value, stack[key] ?? "per-zone")),
            ...subnets.settings,
        ],
        problems: [...subnets.problems, ...tableProblems(network, subnets.chosen)],
    };
}

interface Chosen extends NetworkSettings {
    readonly chosen: readonly ExistingSubnet[];
}

/** The subnet of each tier and zone: the one where the stack has it, or else the only one. */
function chosenSubnets(stack: StackNetwork, network: ExistingNetwork): Chosen {
    const slots = subnetSlots(stack.cidr, stack.zones, allTiers, stack.subnetCidrs);
    const found = slots.map((slot) => {
        const candidates = network.subnets.filter(
            (subnet) => subnet.zone === slot.zone && tierOf(network, subnet) === slot.tier,
        );
        const there = network.subnets.find(({ cidr, zone }) => cidr === slot.cidr && zone === slot.zone);
        return { slot, candidates: there === undefined ? candidates : [there] };
    });
    const chosen = found.flatMap(({ candidates }) => (candidates.length === 1 ? candidates : []));
    return {
        chosen,
        settings: found.flatMap(({ slot: { tier, zone, cidr }, candidates: [subnet, ...more] }) =>
            subnet === undefined || more.length > 0 || subnet.cidr === cidr
                ? []
                : [{ keys: ["network", "subnetCidrs", tier, zone], value: subnet.cidr }],
        ),
        problems: found.flatMap(({ slot: { tier, zone, cidr }, candidates }) =>
            candidates.length > 1
                ? [ambiguous(tier, zone, candidates)]
                : candidates.length === 0
                  ? inTheWay(tier, zone, cidr, network)
                  : [],
        ),
    };
}

function ambiguous(tier: Tier, zone: string, candidates: readonly ExistingSubnet[]): string {
    const named = candidates.map(({ id, cidr }) => `${id} (${cidr})`).join(" and ");
    return (
        `${named} are both ${tier} subnets in ${zone}, and the stack has one: write the block of the one that it is to ` +
        `have into aws.network.subnetCidrs.${tier}.${zone}`
    );
}

/** A subnet that the stack would make where another one lies. */
function inTheWay(tier: Tier, zone: string, text: string, { subnets }: ExistingNetwork): string[] {
    const block = parseCidr(text);
    const other = subnets.find(({ cidr }) => {
        const parsed = parseCidr(cidr);
        return block && parsed && overlap(block, parsed);
    });
    if (block === undefined || other === undefined) return [];
    return [
        `there is no ${tier} subnet in ${zone}, and where the stack would make one (${text}) lies ${other.id} ` +
            `(${other.cidr}): write a block of ${String(cidrSize(block))} addresses that is free into ` +
            `aws.network.subnetCidrs.${tier}.${zone}`,
    ];
}

/** Where there is none, the stack would associate the subnet with a table of its own: another way for what runs there. */
function tableProblems(network: ExistingNetwork, chosen: readonly ExistingSubnet[]): string[] {
    const main = network.routeTables.find(({ isMain }) => isMain)?.id ?? "";
    return chosen
        .filter(({ id }) => ownTableOf(network, id) === undefined)
        .map(
            ({ id, cidr }) =>
                `${id} (${cidr}) has no route table of its own and uses the VPC's main one, ${main}: say so to AWS, which ` +
                `changes no way of a packet: aws ec2 associate-route-table --subnet-id ${id} --route-table-id ${main}`,
        );
}

/** One NAT gateway stands in the first zone. Another number than one, none or one a zone is told as what differs. */
function natSettings(stack: StackNetwork, { natGateways, subnets }: ExistingNetwork) {
    const zones = natGateways.map(({ subnetId }) => subnets.find(({ id }) => id === subnetId)?.zone ?? "");
    if (zones.length === 0) return [{ key: "nat", value: "none" } as const];
    if (stack.zones.every((zone) => zones.includes(zone))) return [{ key: "nat", value: "per-zone" } as const];
    const [first] = zones;
    if (zones.length > 1 || first === undefined || !stack.zones.includes(first)) return [];
    const order = [first, ...stack.zones.filter((zone) => zone !== first)];
    return [
        { key: "nat", value: "single" },
        { key: "zones", value: order },
    ] as const;
}
