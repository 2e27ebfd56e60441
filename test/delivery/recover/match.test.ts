import { expect } from "chai";

import { type Candidate, candidatesOf } from "../../../delivery/recover/candidate";
import { foundOf, match } from "../../../delivery/recover/match";

const urn = (type: string, name: string) => `urn:pulumi:staging::alchemorsel::${type}::${name}`;

function candidate(type: string, inputs: Record<string, unknown>, recorded = false): Candidate {
    const resource = { urn: urn(type, "it"), type, custom: true, inputs };
    return { urn: resource.urn, type, resource, inputs, recorded };
}

const tags = { project: "alchemorsel", environment: "staging" };
const vpc = (id: string, name: string) => ({
    arn: `arn:aws:ec2:eu-central-1:111122223333:vpc/${id}`,
    tags: { ...tags, Name: name },
});
const role = (name: string) => ({ arn: `arn:aws:iam::111122223333:role/${name}`, tags });

describe("what AWS has is taken for what a state lacks", () => {
    const ids = (one: Candidate, tagged: { arn: string; tags: Record<string, string> }[], others: Candidate[] = []) =>
        match(one, foundOf(one.type, tagged), [one, ...others]).map(({ id }) => id);

    it("by its own tags, where AWS names it", () => {
        const one = candidate("aws:ec2/vpc:Vpc", { tags: { Name: "network" } });
        expect(ids(one, [vpc("vpc-1", "other"), vpc("vpc-2", "network")])).to.deep.equal(["vpc-2"]);
    });

    it("by its name; by that without Pulumi's end, where an earlier attempt had another", () => {
        const planned = candidate("aws:iam/role:Role", { name: "nodes-1a2b3c4" });
        expect(ids(planned, [role("nodes-9f8e7d6"), role("nodes-of-others"), role("pods-1a2b3c4")])).to.deep.equal([
            "nodes-9f8e7d6",
        ]);
        const recorded = candidate("aws:iam/role:Role", { name: "nodes-1a2b3c4" }, true);
        expect(ids(recorded, [role("nodes-9f8e7d6")])).to.deep.equal([]);
        const said = candidate("aws:iam/role:Role", { name: "nodes" });
        expect(ids(said, [role("nodes-9f8e7d6")])).to.deep.equal([]);
    });

    it("because nothing else can be it, where there is neither; never where there are two", () => {
        const one = candidate("aws:acm/certificate:Certificate", { domainName: "a.example" });
        const certificate = { arn: "arn:aws:acm:eu-central-1:111122223333:certificate/1", tags };
        expect(ids(one, [certificate])).to.deep.equal([certificate.arn]);
        expect(ids(one, [certificate], [one])).to.deep.equal([]);
    });

    for (const [type, arn, id] of [
        [
            "aws:wafv2/webAcl:WebAcl",
            "arn:aws:wafv2:eu-central-1:1:regional/webacl/staging/4c77",
            "4c77/staging/REGIONAL",
        ],
        ["aws:eks/nodeGroup:NodeGroup", "arn:aws:eks:eu-central-1:1:nodegroup/c/g/4c77", "c:g"],
        ["aws:cloudwatch/logGroup:LogGroup", "arn:aws:logs:eu-central-1:1:log-group:/a/b:*", "/a/b"],
        ["aws:budgets/budget:Budget", "arn:aws:budgets::111122223333:budget/cost-1a2b3c4", "111122223333:cost-1a2b3c4"],
        ["aws:ec2/eip:Eip", "arn:aws:ec2:eu-central-1:1:elastic-ip/eipalloc-0a", "eipalloc-0a"],
        ["aws:ec2/vpc:Vpc", "arn:aws:ec2:eu-central-1:1:vpc-endpoint/vpce-0a", undefined],
    ] as const) {
        it(`with the ID by which Pulumi imports it: ${arn}`, () => {
            expect(foundOf(type, [{ arn, tags: {} }])[0]?.id).to.equal(id);
        });
    }
});

describe("what a state may lack", () => {
    const made = (name: string) => ({ urn: urn("aws:ec2/vpc:Vpc", name), type: "aws:ec2/vpc:Vpc", custom: true });

    it("is what was being made and what the program would make, each once, as the engine wrote it down", () => {
        const pending = { ...made("a"), inputs: { cidrBlock: "10.0.0.0/16" } };
        const operations = [
            { type: "creating", resource: pending },
            { type: "updating", resource: made("b") },
        ];
        const state = { deployment: { resources: [made("b")], pending_operations: operations } };
        const planned = ["a", "b", "c"].map((name) => ({ ...made(name), name, inputs: {} }));
        const found = candidatesOf(state, planned);
        expect(found.map(({ urn: each, recorded }) => [each.at(-1), recorded])).to.deep.equal([
            ["a", true],
            ["c", false],
        ]);
        expect(found[0]?.inputs).to.deep.equal(pending.inputs);
    });
});
