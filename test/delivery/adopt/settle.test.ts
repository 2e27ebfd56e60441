import { expect } from "chai";
import { parseDocument } from "yaml";

import type { Difference } from "../../../delivery/adopt/differences";
import { differencesIn, readAnewIn } from "../../../delivery/adopt/differences";
import { filledIn } from "../../../delivery/adopt/import-file";
import { ignoredSettings, settle } from "../../../delivery/adopt/settle";
import { writeSettings } from "../../../delivery/adopt/write-settings";
import type { StateResource } from "../../../embedded/upgrades/state";

const foundation = "urn:pulumi:staging::alchemorsel::a:b:Platform$a:b:AwsFoundation";
const urn = `${foundation}$aws:rds/instance:Instance::shop-instance`;
const resource = { urn, type: "aws:rds/instance:Instance", name: "shop-instance", custom: true, inputs: {} };
const taken = [{ resource, id: "shop" }];

function difference(property: string, theirs: unknown): Difference {
    return { type: resource.type, name: resource.name, id: "shop", property, theirs, ours: "ours", replaces: false };
}

describe("what differs of something that was taken in", () => {
    const state = (more: Partial<StateResource>) => ({ urn, type: resource.type, custom: true, ...more });

    it("is what the provider says, a property once, with what there is and what the stack would have", () => {
        const step = {
            ...{
                op: "replace",
                urn,
                oldState: state({ outputs: { engineVersion: "16.4", tags: { a: "b" }, kmsKeyId: "k" } }),
            },
            newState: state({ inputs: { engineVersion: "17.6", tags: { Name: "x" } } }),
            detailedDiff: {
                engineVersion: { kind: "update" },
                "tags.a": { kind: "delete" },
                "tags.Name": { kind: "add" },
                kmsKeyId: { kind: "update-replace" },
            },
        };
        const about = { type: resource.type, name: resource.name, id: "shop" };
        expect(differencesIn([step], taken)).to.deep.equal([
            { ...about, property: "engineVersion", theirs: "16.4", ours: "17.6", replaces: false },
            { ...about, property: "tags", theirs: { a: "b" }, ours: { Name: "x" }, replaces: false },
            { ...about, property: "kmsKeyId", theirs: "k", ours: undefined, replaces: true },
        ]);
    });

    it("is nothing of what the provider alone computes, which is told of as read anew", () => {
        const outputs = { addresses: null };
        const detailedDiff = { addresses: { kind: "add" } };
        const step = { op: "update", urn, oldState: state({ outputs }), newState: state({ inputs: {} }), detailedDiff };
        expect(differencesIn([step], taken)).to.deep.equal([]);
        expect(readAnewIn([step], taken)).to.deep.equal(["shop-instance"]);
    });

    it("is nothing of what stays, and of what is somebody else's", () => {
        const steps = [
            { op: "same", urn },
            { op: "update", urn: `${urn}-2`, detailedDiff: { tags: { kind: "update" } } },
        ];
        expect(differencesIn(steps, taken)).to.deep.equal([]);
    });

    it("is said by a key of the stack's file where there is one, and stays as it is else", () => {
        const settled = settle([
            difference("engineVersion", "16.4"),
            difference("allocatedStorage", 30),
            difference("kmsKeyId", "k"),
            difference("port", 5433),
        ]);
        expect(settled.settings).to.deep.equal([
            { keys: ["database", "engineVersion"], value: "16.4" },
            { keys: ["database", "storage", "allocatedGib"], value: 30 },
        ]);
        expect(settled.ignored).to.deep.equal({ "shop-instance": ["kmsKeyId"] });
        expect(settled.unsettled.map(({ property, why }) => [property, why])).to.deep.equal([
            ["port", "the workloads and the security group have PostgreSQL's own port, 5432"],
        ]);
    });

    it("is added to what the stack's file ignores already, and the rest of the file stays", () => {
        const config = parseDocument("# mine\nconfig:\n    alchemorsel:aws:\n        name: shop # short\n");
        writeSettings(
            config,
            ignoredSettings({ "shop-instance": ["tags"] }, { "shop-instance": ["kmsKeyId", "tags"] }),
        );
        expect(config.toString({ indent: 4, flowCollectionPadding: false })).to.equal(
            "# mine\nconfig:\n    alchemorsel:aws:\n        name: shop # short\n        ignoreChanges:\n" +
                "            shop-instance: [kmsKeyId, tags]\n",
        );
    });
});

describe("the file of an import", () => {
    const component = { component: true };
    const resources = [
        { type: "a:b:Platform", name: "shop", ...component },
        { type: "a:b:AwsFoundation", name: "shopFoundation", logicalName: "shop", parent: "shop", ...component },
        { type: "a:b:Network", name: "shop-network", parent: "shopFoundation", ...component },
        { type: resource.type, name: "shop-instance", id: "<PLACEHOLDER>", parent: "shopFoundation" },
        { type: "aws:ec2/vpc:Vpc", name: "shop-vpc", id: "<PLACEHOLDER>", parent: "shop-network" },
    ];

    it("has what is taken in and the components above it, and nothing else", () => {
        const { resources: filled } = filledIn({ resources }, taken);
        expect(filled).to.deep.equal([...resources.slice(0, 2), { ...resources[3], id: "shop" }]);
    });

    it("knows a parent that the stack has already", () => {
        const [, , , instance] = resources;
        const nameTable = { shopFoundation: `${foundation}::shop` };
        const { resources: filled } = filledIn({ resources: [instance!], nameTable }, taken);
        expect(filled).to.deep.equal([{ ...instance, id: "shop" }]);
    });
});
