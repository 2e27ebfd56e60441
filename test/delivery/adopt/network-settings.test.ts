import { expect } from "chai";

import type { ExistingNetwork } from "../../../delivery/adopt/existing";
import { networkSettings, type StackNetwork } from "../../../delivery/adopt/network-settings";
import { network } from "./network";

const zones = ["eu-central-1a", "eu-central-1b"];
/** A stack that says all of it, its own data subnets where nothing lies. */
const agreed: StackNetwork = {
    ...{ cidr: "10.8.0.0/16", zones, nat: "single" },
    subnetCidrs: {
        public: { "eu-central-1a": "10.8.101.0/24", "eu-central-1b": "10.8.102.0/24" },
        private: { "eu-central-1a": "10.8.1.0/24", "eu-central-1b": "10.8.2.0/24" },
    },
};

function told(stack: StackNetwork, existing: ExistingNetwork = network) {
    const { settings, problems } = networkSettings(stack, existing);
    return { says: Object.fromEntries(settings.map(({ keys, value }) => [keys.join("."), value])), problems };
}

describe("what the stack's file has to say of a network that there is", () => {
    it("is nothing where it says it all", () => {
        expect(told(agreed)).to.deep.equal({ says: {}, problems: [] });
    });

    it("is its blocks and its ways out, where the stack has others", () => {
        expect(told({ cidr: "10.30.0.0/16", zones: ["eu-central-1b", "eu-central-1a"] })).to.deep.equal({
            says: {
                "network.cidr": "10.8.0.0/16",
                "network.nat": "single",
                "network.zones": ["eu-central-1a", "eu-central-1b"],
                "network.subnetCidrs.private.eu-central-1b": "10.8.2.0/24",
                "network.subnetCidrs.private.eu-central-1a": "10.8.1.0/24",
                "network.subnetCidrs.public.eu-central-1b": "10.8.102.0/24",
                "network.subnetCidrs.public.eu-central-1a": "10.8.101.0/24",
            },
            problems: [],
        });
    });

    it("is that there is no way out, further blocks, and IPv6", () => {
        const { says } = told(agreed, {
            ...network,
            natGateways: [],
            isIpv6: true,
            cidrs: [...network.cidrs, { cidr: "100.64.0.0/16", associationId: "vpc-cidr-assoc-2" }],
        });
        expect(says).to.deep.equal({
            "network.nat": "none",
            "network.ipv6": true,
            "network.secondaryCidrs": ["100.64.0.0/16"],
        });
    });

    it("can't be said of two subnets for one place, and which one it is can", () => {
        const subnets = [...network.subnets, { id: "subnet-more", cidr: "10.8.3.0/24", zone: "eu-central-1a" }];
        const [, , table] = network.routeTables;
        const more = { ...table!, subnetIds: [...table!.subnetIds, "subnet-more"] };
        const two = { ...network, subnets, routeTables: [...network.routeTables.slice(0, 2), more] };
        const { problems } = told({ ...agreed, subnetCidrs: { public: agreed.subnetCidrs!.public } }, two);
        expect(problems).to.have.lengthOf(1);
        expect(problems[0]).to.equal(
            "subnet-private-a (10.8.1.0/24) and subnet-more (10.8.3.0/24) are both private subnets in eu-central-1a, and " +
                "the stack has one: write the block of the one that it is to have into " +
                "aws.network.subnetCidrs.private.eu-central-1a",
        );
        expect(told(agreed, two).problems).to.deep.equal([]);
    });

    it("can't be where a subnet of the stack's would lie on another", () => {
        const inTheWay = { id: "subnet-way", cidr: "10.8.160.0/24", zone: "eu-central-1c" };
        const { problems } = told(agreed, { ...network, subnets: [...network.subnets, inTheWay] });
        expect(problems).to.have.lengthOf(1);
        expect(problems[0]).to.match(
            /^there is no data subnet in eu-central-1a, and where the stack would make one \(10\.8\.160\.0\/22\) lies subnet-way .*write a block of 1024 addresses that is free into aws\.network\.subnetCidrs\.data\.eu-central-1a$/,
        );
    });

    it("is not enough where a subnet has no table of its own: the command that changes nothing else is told", () => {
        const [main, open] = network.routeTables;
        const out = { ...main!, routes: [{ destination: "0.0.0.0/0", target: "nat-1" }] };
        const { problems } = told(agreed, { ...network, routeTables: [out, open!] });
        expect(problems).to.have.lengthOf(2);
        expect(problems[0]).to.match(/--subnet-id subnet-private-a --route-table-id rtb-main$/);
    });
});
