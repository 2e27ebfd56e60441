import { expect } from "chai";

import {
    endpointsProblems,
    flowLogsProblems,
    type NetworkNumbers,
    networkProblems,
} from "../../../../../components/foundation/aws/network/network-rules";
import { allTiers } from "../../../../../components/foundation/aws/network/subnet-slots";

const sound: NetworkNumbers = {
    region: "eu-central-1",
    accountId: "123456789012",
    cidr: "10.0.0.0/16",
    zones: ["eu-central-1a", "eu-central-1b", "eu-central-1c"],
    tiers: allTiers,
    nat: "per-zone",
    endpoints: ["ecr.api", "eks-auth"],
    flowLogRetentionDays: 365,
};

function lines(changes: Partial<NetworkNumbers>, name = "network"): string[] {
    return networkProblems(name, { ...sound, ...changes }).map(
        ({ propertyPath, reason }) => `${propertyPath}: ${reason}`,
    );
}

describe("the rules of a network", () => {
    it("have nothing against sound args", () => {
        expect(lines({})).to.deep.equal([]);
        expect(lines({ secondaryCidrs: ["100.64.0.0/16", "10.1.0.0/16"], peerCidrs: ["10.2.0.0/16"] })).to.be.empty;
        expect(lines({ region: "ap-southeast-2", zones: ["ap-southeast-2c", "ap-southeast-2a"] })).to.be.empty;
        expect(lines({ subnetCidrs: { private: { "eu-central-1a": "10.0.240.0/24" } } })).to.be.empty;
        expect(lines({ tiers: ["private"], nat: "none", endpoints: [] })).to.be.empty;
    });

    for (const [what, changes, expected] of [
        ["a malformed CIDR", { cidr: "10.0.0/16" }, "cidr: is no CIDR block such as 10.0.0.0/16; it is 10.0.0/16"],
        [
            "a CIDR that starts inside its block",
            { cidr: "10.0.1.0/16" },
            "cidr: does not start where its block does; it is 10.0.1.0/16, write 10.0.0.0/16",
        ],
        [
            "a CIDR that is not private",
            { cidr: "8.8.0.0/16" },
            "cidr: is not private (10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16); it is 8.8.0.0/16",
        ],
        [
            "a CIDR that is too small",
            { cidr: "10.0.0.0/21" },
            "cidr: is too small: a /20 at least, a /16 is better; it is 10.0.0.0/21",
        ],
        [
            "a CIDR that is too large",
            { cidr: "10.0.0.0/12" },
            "cidr: is larger than the /16 that AWS allows; it is 10.0.0.0/12",
        ],
        [
            "a subnet of its own block that is in none of the VPC's",
            { subnetCidrs: { private: { "eu-central-1a": "10.8.1.0/24" } } },
            "subnetCidrs.private.eu-central-1a: is in no block of the VPC: 10.0.0.0/16; it is 10.8.1.0/24",
        ],
        [
            "a subnet of its own block that lies on another",
            { subnetCidrs: { data: { "eu-central-1a": "10.0.1.0/24" } } },
            "subnetCidrs.data.eu-central-1a: overlaps with the private subnet of eu-central-1a (10.0.0.0/20); it is 10.0.1.0/24",
        ],
        [
            "a subnet of its own block in a zone that isn't there",
            { subnetCidrs: { data: { "eu-central-1f": "10.0.250.0/24" } } },
            "subnetCidrs.data.eu-central-1f: is of a zone that is not among zones: eu-central-1a, eu-central-1b, eu-central-1c",
        ],
        [
            "a malformed secondary CIDR",
            { secondaryCidrs: ["x"] },
            "secondaryCidrs[0]: is no CIDR block such as 10.0.0.0/16; it is x",
        ],
        [
            "a secondary CIDR that overlaps with the VPC",
            { secondaryCidrs: ["10.0.128.0/20"] },
            "secondaryCidrs[0]: overlaps with cidr (10.0.0.0/16); it is 10.0.128.0/20",
        ],
        [
            "secondary CIDRs that overlap",
            { secondaryCidrs: ["10.1.0.0/16", "10.1.4.0/24"] },
            "secondaryCidrs[1]: overlaps with secondaryCidrs[0] (10.1.0.0/16); it is 10.1.4.0/24",
        ],
        [
            "a secondary CIDR that AWS doesn't allow beside the VPC's",
            { secondaryCidrs: ["192.168.0.0/16"] },
            "secondaryCidrs[0]: must be in 100.64.0.0/10 or 10.0.0.0/8, as AWS has it beside 10.0.0.0/16; it is 192.168.0.0/16",
        ],
        [
            "a secondary CIDR of a size that AWS doesn't allow",
            { secondaryCidrs: ["10.8.0.0/29"] },
            "secondaryCidrs[0]: must be a /16 to a /28; it is 10.8.0.0/29",
        ],
        [
            "a peer that overlaps with the VPC",
            { peerCidrs: ["172.16.0.0/12", "10.0.0.0/8"] },
            "peerCidrs[1]: overlaps with cidr (10.0.0.0/16); it is 10.0.0.0/8",
        ],
        [
            "a peer that overlaps with a secondary CIDR",
            { secondaryCidrs: ["100.64.0.0/16"], peerCidrs: ["100.64.9.0/24"] },
            "peerCidrs[0]: overlaps with secondaryCidrs[0] (100.64.0.0/16); it is 100.64.9.0/24",
        ],
        [
            "fewer than two zones",
            { zones: ["eu-central-1a"] },
            "zones: needs two at least, and three are better; it has 1",
        ],
        [
            "a zone twice",
            { zones: ["eu-central-1a", "eu-central-1a"] },
            "zones[1]: is there already; it is eu-central-1a",
        ],
        [
            "a zone of another region",
            { zones: ["eu-central-1a", "eu-west-1b"] },
            "zones[1]: is no availability zone of eu-central-1, such as eu-central-1a; it is eu-west-1b",
        ],
        [
            "a local zone",
            { region: "us-west-2", zones: ["us-west-2a", "us-west-2-lax-1a"] },
            "zones[1]: is no availability zone of us-west-2, such as us-west-2a; it is us-west-2-lax-1a",
        ],
        [
            "a zone with two letters",
            { zones: ["eu-central-1a", "eu-central-1ab"] },
            "zones[1]: is no availability zone of eu-central-1, such as eu-central-1a; it is eu-central-1ab",
        ],
        [
            "no region, and its zones are not blamed",
            { region: "Frankfurt" },
            "region: is no region such as eu-central-1; it is Frankfurt",
        ],
        [
            "a region of another partition",
            { region: "cn-north-1", zones: ["cn-north-1a", "cn-north-1b"] },
            "region: is no region such as eu-central-1; it is cn-north-1",
        ],
        [
            "no account",
            { accountId: "12345" },
            "accountId: is no account ID: twelve digits, in quotes in YAML; it is 12345",
        ],
        [
            "tiers without the private one",
            { tiers: ["public", "data"] },
            "tiers: must have private: it is where everything runs",
        ],
        ["a tier twice", { tiers: ["private", "public", "private"] }, "tiers[2]: is there already; it is private"],
        [
            "NAT gateways without a public tier",
            { tiers: ["private", "data"], nat: "single" },
            "nat: is single, but without the public tier there is no place for it",
        ],
        [
            "retention under the minimum",
            { flowLogRetentionDays: 7 },
            "flowLogRetentionDays: must be 30 at least; it is 7",
        ],
        [
            "an interface endpoint of S3",
            { endpoints: ["s3"] },
            "endpoints[0]: has a gateway endpoint, which costs nothing; it is s3",
        ],
        [
            "an endpoint's full name",
            { endpoints: ["com.amazonaws.eu-central-1.sts/"] },
            "endpoints[0]: is no short name of a service, such as ecr.api; it is com.amazonaws.eu-central-1.sts/",
        ],
        ["an endpoint twice", { endpoints: ["sts", "sts"] }, "endpoints[1]: is there already; it is sts"],
    ] as [string, Partial<NetworkNumbers>, string][]) {
        it(`refuse ${what}`, () => {
            expect(lines(changes)).to.deep.equal([expected]);
        });
    }

    it("take only the retentions that CloudWatch has", () => {
        expect(lines({ flowLogRetentionDays: 100 }).join()).to.match(
            /^flowLogRetentionDays: must be one of 30, 60, .*it is 100$/,
        );
    });

    it("refuse a name with which the name of a child gets too long", () => {
        const name = "a".repeat(42);
        expect(lines({}, name)).to.deep.equal([
            `name: makes the name ${name}-flow-logs-role-0123456, 1 above the 64 that AWS allows`,
        ]);
    });

    it("name all problems at once", () => {
        expect(lines({ cidr: "x", zones: [], accountId: "", flowLogRetentionDays: 1 })).to.have.length(4);
    });

    it("hold for endpoints and flow logs on their own, with their own paths", () => {
        expect(endpointsProblems("endpoints", ["s3"], "services")[0]?.propertyPath).to.equal("services[0]");
        const logs = { region: "eu-central-1", accountId: "123456789012", retentionDays: 1 };
        expect(flowLogsProblems("logs", logs)[0]?.propertyPath).to.equal("retentionDays");
    });
});
