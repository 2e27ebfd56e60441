import { expect } from "chai";

import { copiesAmong, removeAll } from "../../../delivery/recover/copies";
import type { ExportedState } from "../../../delivery/recover/engine";

const arnOf = (what: string) => `arn:aws:ec2:eu-central-1:111122223333:${what}`;
const tags = { project: "trial", Name: "network" };

const state: ExportedState = {
    deployment: {
        resources: [
            { urn: "a", type: "aws:ec2/vpc:Vpc", custom: true, id: "vpc-1", outputs: { tagsAll: tags } },
            { urn: "b", type: "aws:ec2/subnet:Subnet", custom: true, id: "subnet-1", outputs: { tagsAll: tags } },
            {
                urn: "c",
                type: "aws:kms/key:Key",
                custom: true,
                id: "key-1",
                outputs: { tagsAll: { project: "trial" } },
            },
        ],
    },
};

const idsOf = (...strays: { arn: string; tags: Record<string, string> }[]) =>
    copiesAmong(strays, state).map(({ id, kind, region }) => [id, kind, region]);

describe("what AWS has a second time", () => {
    it("is of a kind that AWS makes twice, and has all the tags of one in the state", () => {
        expect(idsOf({ arn: arnOf("vpc/vpc-2"), tags })).to.deep.equal([["vpc-2", "aws:ec2/vpc:Vpc", "eu-central-1"]]);
    });

    it("is nothing with another name, with a tag more or less, of another kind, or without a name", () => {
        const without = { project: "trial" };
        expect(idsOf({ arn: arnOf("vpc/vpc-2"), tags: { ...tags, Name: "other" } })).to.deep.equal([]);
        expect(idsOf({ arn: arnOf("vpc/vpc-2"), tags: { ...tags, owner: "ada" } })).to.deep.equal([]);
        expect(idsOf({ arn: arnOf("vpc/vpc-2"), tags: without })).to.deep.equal([]);
        expect(idsOf({ arn: arnOf("subnet/subnet-2"), tags })).to.deep.equal([]);
        expect(idsOf({ arn: "arn:aws:kms:eu-central-1:111122223333:key/key-2", tags: without })).to.deep.equal([]);
    });

    it("goes one by one, and what can't go is told with the reason", async () => {
        const copies = copiesAmong(
            [1, 2, 3].map((each) => ({ arn: arnOf(`vpc/vpc-${each}0`), tags })),
            state,
        );
        const { removed, kept } = await removeAll(copies, ({ id }) =>
            id === "vpc-20" ? Promise.reject(new Error("it has dependencies")) : Promise.resolve(),
        );
        expect(removed.map(({ id }) => id)).to.deep.equal(["vpc-10", "vpc-30"]);
        expect(kept.map(({ copy: { id }, why }) => [id, why])).to.deep.equal([["vpc-20", "it has dependencies"]]);
    });
});
