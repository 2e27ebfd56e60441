import { type Problem, propertyPath } from "../../../problems";
import { aligned, formatCidr, isWithin, overlap, parseCidr } from "./cidr";
import { type SubnetCidrs, type SubnetSlot, subnetSlots, type Tier } from "./subnet-slots";

/** What the rules look at, of a Network's args. */
interface GivenSubnets {
    cidr: string;
    zones: readonly string[];
    tiers: readonly Tier[];
    secondaryCidrs?: readonly string[];
    subnetCidrs?: SubnetCidrs;
}

/** What is wrong with the blocks of subnets that lie elsewhere than the layout has them. The VPC's own block is sound. */
export function subnetCidrProblems(network: GivenSubnets): Problem[] {
    const { cidr, zones, tiers, subnetCidrs = {} } = network;
    const slots = subnetSlots(cidr, zones, tiers, subnetCidrs);
    return (Object.keys(subnetCidrs) as Tier[]).flatMap((tier) =>
        Object.entries(subnetCidrs[tier] ?? {}).flatMap(([zone, text]) => {
            const others = slots.filter((slot) => slot.tier !== tier || slot.zone !== zone);
            const reason = tierReason(network, tier, zone) ?? blockReason(network, text) ?? overlapReason(text, others);
            return reason === undefined ? [] : [{ propertyPath: propertyPath("subnetCidrs", tier, zone), reason }];
        }),
    );
}

function tierReason({ zones, tiers }: GivenSubnets, tier: Tier, zone: string): string | undefined {
    if (!tiers.includes(tier)) return `is of a tier that is not there; these are: ${tiers.join(", ")}`;
    return zones.includes(zone) ? undefined : `is of a zone that is not among zones: ${zones.join(", ")}`;
}

function blockReason({ cidr, secondaryCidrs = [] }: GivenSubnets, text: string): string | undefined {
    const block = parseCidr(text);
    if (!block) return `is no CIDR block such as 10.0.1.0/24; it is ${text}`;
    if (block.prefix < 16 || block.prefix > 28) return `must be a /16 to a /28, as AWS has it; it is ${text}`;
    const start = aligned(block);
    if (start.first !== block.first) {
        return `does not start where its block does; it is ${text}, write ${formatCidr(start)}`;
    }
    const own = [cidr, ...secondaryCidrs].flatMap((each) => parseCidr(each) ?? []);
    return own.some((each) => isWithin(block, each))
        ? undefined
        : `is in no block of the VPC: ${own.map(formatCidr).join(", ")}; it is ${text}`;
}

function overlapReason(text: string, others: readonly SubnetSlot[]): string | undefined {
    const block = parseCidr(text);
    const other = others.find((each) => {
        const parsed = parseCidr(each.cidr);
        return block && parsed && overlap(block, aligned(parsed));
    });
    return other && `overlaps with the ${other.tier} subnet of ${other.zone} (${other.cidr}); it is ${text}`;
}
