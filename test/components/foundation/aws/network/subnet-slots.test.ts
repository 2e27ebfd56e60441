import { expect } from "chai";
import * as fc from "fast-check";

import {
    aligned,
    formatCidr,
    isWithin,
    overlap,
    parseCidr,
} from "../../../../../components/foundation/aws/network/cidr";
import {
    allTiers,
    ipv6SubnetCidr,
    longestVpcPrefix,
    type SubnetSlot,
    subnetSlots,
    zoneLetters,
} from "../../../../../components/foundation/aws/network/subnet-slots";

const prefix = fc.integer({ min: 16, max: longestVpcPrefix });
const vpc = fc
    .tuple(fc.integer({ min: 0, max: 2 ** 24 - 1 }), prefix)
    .map(([low, length]) => formatCidr(aligned({ first: 10 * 2 ** 24 + low, prefix: length })));
const allZones = zoneLetters.split("").map((letter) => `eu-central-1${letter}`);
const zones = fc.shuffledSubarray(allZones, { minLength: 2 });
const tiers = fc.shuffledSubarray(allTiers, { minLength: 1 });

const parsed = (text: string) => parseCidr(text)!;
const key = ({ tier, zone }: SubnetSlot) => `${tier} ${zone}`;

function pairs<T>(values: readonly T[]): [T, T][] {
    return values.flatMap((one, index) => values.slice(index + 1).map((other): [T, T] => [one, other]));
}

describe("subnet slots", () => {
    it("lie inside the VPC, start where their block does, and don't overlap", () => {
        fc.assert(
            fc.property(vpc, zones, tiers, (cidr, someZones, someTiers) => {
                const blocks = subnetSlots(cidr, someZones, someTiers).map((slot) => parsed(slot.cidr));
                for (const block of blocks) {
                    expect(isWithin(block, parsed(cidr))).to.be.true;
                    expect(aligned(block)).to.deep.equal(block);
                }
                expect(pairs(blocks).some(([one, other]) => overlap(one, other))).to.be.false;
            }),
        );
    });

    it("never move when zones or tiers are added, removed or put in another order", () => {
        fc.assert(
            fc.property(vpc, zones, tiers, zones, tiers, (cidr, zonesBefore, tiersBefore, zonesAfter, tiersAfter) => {
                const before = new Map(
                    subnetSlots(cidr, zonesBefore, tiersBefore).map((slot) => [key(slot), slot.cidr]),
                );
                for (const slot of subnetSlots(cidr, zonesAfter, tiersAfter)) {
                    expect(slot.cidr).to.equal(before.get(key(slot)) ?? slot.cidr);
                }
            }),
        );
    });

    it("have the promised sizes: a sixteenth of the VPC in the private tier, a quarter of that in the others", () => {
        fc.assert(
            fc.property(vpc, zones, (cidr, someZones) => {
                for (const slot of subnetSlots(cidr, someZones, allTiers)) {
                    const bits = parsed(slot.cidr).prefix - parsed(cidr).prefix;
                    expect(bits).to.equal(slot.tier === "private" ? 4 : 6);
                }
            }),
        );
    });

    it("keep the last quarter of the VPC for tiers to come", () => {
        const slots = subnetSlots("10.0.0.0/16", allZones, allTiers);
        expect(slots.some(({ cidr }) => overlap(parsed(cidr), parsed("10.0.192.0/18")))).to.be.false;
    });

    it("are these, for good: a change of the layout would move subnets that are there", () => {
        const slots = subnetSlots("10.0.0.0/16", ["eu-central-1a", "eu-central-1b", "eu-central-1f"], allTiers);
        expect(Object.fromEntries(slots.map(({ tier, letter, cidr }) => [`${tier}-${letter}`, cidr]))).to.deep.equal({
            "private-a": "10.0.0.0/20",
            "private-b": "10.0.16.0/20",
            "private-f": "10.0.80.0/20",
            "public-a": "10.0.128.0/22",
            "public-b": "10.0.132.0/22",
            "public-f": "10.0.148.0/22",
            "data-a": "10.0.160.0/22",
            "data-b": "10.0.164.0/22",
            "data-f": "10.0.180.0/22",
        });
    });

    it("need a CIDR block", () => {
        expect(() => subnetSlots("10.0.0.0", ["eu-central-1a"], allTiers)).to.throw("10.0.0.0 is no CIDR block");
    });

    it("have a /64 each of the VPC's IPv6 block, however that is written", () => {
        const slots = subnetSlots("10.0.0.0/16", allZones, allTiers);
        const cidrs = slots.map((slot) => ipv6SubnetCidr("2a05:d014:1:ab00::/56", slot));
        expect(new Set(cidrs).size).to.equal(slots.length);
        expect(cidrs.every((cidr) => /^2a05:d014:1:ab[0-9a-f]{2}::\/64$/.test(cidr))).to.be.true;
        const slot = { tier: "data", zone: "eu-central-1c" } as const;
        expect(ipv6SubnetCidr("2600:1f18:abc:de00::/56", slot)).to.equal("2600:1f18:abc:de12::/64");
        expect(ipv6SubnetCidr("2600:1f18::/56", slot)).to.equal("2600:1f18:0:12::/64");
        expect(ipv6SubnetCidr("2600:1f18:0:100:0:0:0:0/56", slot)).to.equal("2600:1f18:0:112::/64");
    });
});
