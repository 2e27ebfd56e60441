import { cidrSize, formatCidr, parseCidr } from "./cidr";

/**
 * Where subnets lie in a VPC. Every subnet has a slot of its own that follows from its tier and the letter of its zone
 * and from nothing else, so no subnet ever moves because another one comes or goes. In eighths of the VPC:
 *
 * ```
 * 0   1   2   3   4   5   6   7   8
 * │    private    │pub│dat│ free  │     8 slots each, of which the zones a to h take one
 * ```
 *
 * The private tier is the large one because each pod has an address there. The last quarter is kept for two tiers to
 * come.
 */
const layout = {
    private: { eighth: 0, eighths: 4, number: 0 },
    public: { eighth: 4, eighths: 1, number: 1 },
    data: { eighth: 5, eighths: 1, number: 2 },
} as const;

/** What kind of subnet: reached from the internet, reaching the internet, or neither. */
export type Tier = keyof typeof layout;

export const allTiers = Object.keys(layout) as Tier[];

/** Blocks of subnets by tier and zone. */
export type SubnetCidrs = Partial<Record<Tier, Record<string, string>>>;

/** One subnet of the plan. */
export interface SubnetSlot {
    tier: Tier;
    zone: string;
    /** Last letter of the zone: `a` of `eu-central-1a`. */
    letter: string;
    cidr: string;
}

const slotsPerTier = 8;

/** Letters that a zone may have. No region has more than six zones; some skip a letter. */
export const zoneLetters = "abcdefgh";

/** The smallest VPC that the layout serves, as a prefix: below it public subnets get too small for load balancers. */
export const longestVpcPrefix = 20;

/**
 * The subnets of a VPC. The CIDR and the zones have been checked (`network-rules.ts`).
 *
 * @param given Those that lie elsewhere: they were there before the layout.
 */
export function subnetSlots(
    vpcCidr: string,
    zones: readonly string[],
    tiers: readonly Tier[],
    given: SubnetCidrs = {},
): SubnetSlot[] {
    const cidr = (tier: Tier, zone: string) => given[tier]?.[zone] ?? subnetCidr(vpcCidr, tier, zone);
    return tiers.flatMap((tier) =>
        zones.map((zone) => ({ tier, zone, letter: zone.slice(-1), cidr: cidr(tier, zone) })),
    );
}

function subnetCidr(vpcCidr: string, tier: Tier, zone: string): string {
    const vpc = parseCidr(vpcCidr);
    if (!vpc) {
        throw new Error(`${vpcCidr} is no CIDR block`);
    }
    const eighth = cidrSize(vpc) / 8;
    const { eighth: start, eighths } = layout[tier];
    const size = (eighths * eighth) / slotsPerTier;
    return formatCidr({ first: vpc.first + start * eighth + zoneSlot(zone) * size, prefix: 32 - Math.log2(size) });
}

/** The /64 of a subnet within the /56 that AWS gives to a VPC. */
export function ipv6SubnetCidr(vpcCidr: string, { tier, zone }: Pick<SubnetSlot, "tier" | "zone">): string {
    const [address = ""] = vpcCidr.split("/");
    const written = address.replace(/::.*$/, "").split(":");
    const groups = [0, 1, 2, 3].map((index) => parseInt(written[index] ?? "0", 16));
    const slot = layout[tier].number * slotsPerTier + zoneSlot(zone);
    groups[3] = (groups[3] ?? 0) + slot;
    return `${groups.map((group) => group.toString(16)).join(":")}::/64`;
}

function zoneSlot(zone: string): number {
    return zoneLetters.indexOf(zone.slice(-1));
}
