import { expect } from "chai";

import { unknownValue } from "../../../embedded/preview";
import { judge } from "../../../embedded/upgrades/judge";
import { stateful } from "../../../embedded/upgrades/stateful";
import { statefulProtect } from "../../../policy-pack/aws/stateful-protect";
import { component, created, deleted, replaced, resource, same, stackUrn } from "./resources";

const database = "aws:rds/instance:Instance";
const group = "aws:ec2/securityGroup:SecurityGroup";

describe("the judge of an upgrade", () => {
    it("finds nothing where all stays, is new or changes in place", () => {
        const kept = resource(database, "orders");
        const update = { ...same(kept), op: "update", detailedDiff: { allocatedStorage: { kind: "update" } } };
        expect(judge([same(kept), update, created(resource(group, "new"))])).to.deep.equal([]);
    });

    it("names what is replaced, with the property, its values, the line and what is lost", () => {
        const place = { sourcePosition: "project:///components/data/database.ts#198,9" };
        const before = resource(database, "orders", { inputs: { storageEncrypted: false }, protect: true });
        const after = resource(database, "orders", { inputs: { storageEncrypted: true }, ...place });
        const diff = { storageEncrypted: { kind: "update-replace" }, tags: { kind: "update" } };
        const findings = judge(replaced(before, after, diff, ["storageEncrypted"]));
        expect(findings).to.have.lengthOf(1);
        expect(findings[0]).to.deep.include({
            ...{ kind: "replaced", type: database, name: "orders", isProtected: true },
            properties: [{ path: "storageEncrypted", from: "false", to: "true", because: [] }],
            cause: "the provider cannot change storageEncrypted",
            ...{ place: "components/data/database.ts:198", loses: stateful[database] },
        });
    });

    it("takes the engine's reasons where the provider gives no paths", () => {
        const before = resource(database, "orders", { inputs: { engine: "mysql" } });
        const after = resource(database, "orders", { inputs: { engine: "postgres" } });
        const [finding] = judge(replaced(before, after, null, ["engine"]));
        expect(finding?.properties).to.deep.equal([{ path: "engine", from: '"mysql"', to: '"postgres"', because: [] }]);
    });

    it("tells the value that the provider compared with, which may not be the program's", () => {
        const before = resource(database, "orders", { inputs: { encrypted: true }, outputs: { encrypted: false } });
        const from = (inputDiff: boolean) =>
            judge(replaced(before, before, { encrypted: { kind: "update-replace", inputDiff } }))[0]?.properties[0]
                ?.from;
        expect([from(false), from(true)]).to.deep.equal(["false", "true"]);
    });

    it("follows a replacement to what it comes from", () => {
        const network = resource("aws:ec2/subnet:Subnet", "data");
        const cache = "aws:elasticache/replicationGroup:ReplicationGroup";
        const before = resource(cache, "cache", { inputs: { subnetGroupName: "old" } });
        const after = resource(cache, "cache", {
            inputs: { subnetGroupName: unknownValue },
            propertyDependencies: { subnetGroupName: [network.urn] },
        });
        const steps = [
            ...replaced(network, network, { cidrBlock: { kind: "update-replace" } }),
            ...replaced(before, after, { subnetGroupName: { kind: "update-replace" } }),
        ];
        const [finding, ...others] = judge(steps);
        expect(others).to.deep.equal([]);
        expect(finding?.cause).to.match(/subnetGroupName, which comes from data, which is new itself$/);
        expect(finding?.properties[0]).to.include({ from: '"old"', to: "what only the update will know" });
    });

    it("reads a path into lists and keys, and shows no secret and no page of text", () => {
        const secret = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", ciphertext: "v1:a:b" };
        const before = resource(database, "orders", {
            inputs: { rules: [{ port: 1 }], tags: { "a.b": "x" }, password: secret, long: "x".repeat(500) },
        });
        const after = resource(database, "orders", { inputs: { rules: [{ port: 2 }], tags: {}, long: "" } });
        const paths = ["rules[0].port", 'tags["a.b"]', "password", "long"];
        const diff = Object.fromEntries(paths.map((path) => [path, { kind: "update-replace" }]));
        const [finding] = judge(replaced(before, after, diff));
        expect(finding?.properties.map(({ from }) => from).slice(0, 3)).to.deep.equal(["1", '"x"', "a secret"]);
        expect(finding?.properties[3]?.from).to.have.lengthOf(120);
    });

    it("leaves alone what is made anew from the program: no state is lost with it", () => {
        const role = resource("aws:iam/role:Role", "role");
        expect(judge([...replaced(role, role, { name: { kind: "update-replace" } }), deleted(role)])).to.deep.equal([]);
    });

    it("names what is deleted, and whether its parent went with it", () => {
        const parent = component("Data", "data");
        const alone = resource(database, "orders", { sourcePosition: "project:///index.ts#7,1" });
        const child = resource(database, "users", { parent: parent.urn });
        const findings = judge([deleted(parent), deleted(alone), deleted(child)]);
        expect(findings.map(({ kind, name, cause, place }) => ({ kind, name, cause, place }))).to.deep.equal([
            { kind: "deleted", name: "orders", cause: "the program no longer registers it", place: "index.ts:7" },
            {
                ...{ kind: "deleted", name: "users", place: undefined },
                cause: "its parent data is no longer in the program",
            },
        ]);
    });

    it("knows everything of which the policy pack says that it keeps state", () => {
        expect(stateful).to.include.keys(statefulProtect.types);
    });
});

describe("a rename without an alias", () => {
    const inputs = { vpcId: "vpc-1", description: "Database", tags: { Name: "data" } };

    it("is told with the name that was", () => {
        const steps = [deleted(resource(group, "data", { inputs })), created(resource(group, "store", { inputs }))];
        const [finding, ...others] = judge(steps);
        expect(others).to.deep.equal([]);
        expect(finding).to.include({ kind: "renamed", name: "data", alias: 'aliases: [{ name: "data" }]' });
        expect(finding?.cause).to.include("created as store");
    });

    it("is told of a name that the inputs follow, and of values that only the update knows", () => {
        const before = resource(group, "old-data", { inputs: { name: "old-data-group", vpcId: "vpc-1" } });
        const after = resource(group, "new-data", { inputs: { name: "new-data-group", vpcId: unknownValue } });
        expect(judge([deleted(before), created(after)])[0]).to.include({ kind: "renamed" });
    });

    it("is told of a move into a component, out of the stack and out of another component", () => {
        const [one, other] = [component("One", "one"), component("Other", "other")];
        const move = (from: string, to: string) =>
            judge([
                deleted(resource(group, "data", { inputs, parent: from })),
                created(resource(group, "data", { inputs, parent: to })),
            ])[0]?.alias;
        expect(move(stackUrn, one.urn)).to.equal("aliases: [{ parent: pulumi.rootStackResource }]");
        expect(move(one.urn, other.urn)).to.equal(
            "aliases: [`urn:pulumi:${pulumi.getStack()}::shop::shop:One$aws:ec2/securityGroup:SecurityGroup::data`]",
        );
    });

    it("is told once for a component and all that is below it", () => {
        const [before, after] = [component("Data", "data"), component("Data", "store")];
        const children = (parent: string) =>
            ["a", "b"].map((name) => resource(group, name, { inputs: { ...inputs, description: name }, parent }));
        const steps = [
            ...[before, ...children(before.urn)].map(deleted),
            ...[after, ...children(after.urn)].map(created),
        ];
        // The children's URNs don't have their parent's name: they only differ where its type does.
        const findings = judge(steps);
        expect(findings.map(({ name }) => name)).to.deep.equal(["data"]);
        expect(findings[0]?.cause).to.match(/and 2 below it$/);
        expect(findings[0]?.alias).to.equal('aliases: [{ name: "data" }]');
    });

    it("says what would be lost where it keeps state, and is not told as a deletion too", () => {
        const steps = [deleted(resource(database, "orders")), created(resource(database, "purchases"))];
        const findings = judge(steps);
        expect(findings).to.have.lengthOf(1);
        expect(findings[0]).to.deep.include({ kind: "renamed", loses: stateful[database] });
    });

    it("goes to the one that is most alike", () => {
        const more = { ...inputs, revokeRulesOnDelete: false, region: "eu-central-1" };
        const before = resource(group, "data", { inputs: more });
        const alike = resource(group, "store", { inputs: more });
        const less = resource(group, "other", { inputs: { ...more, description: "Cache" } });
        expect(judge([deleted(before), created(less)]), "enough by itself").to.have.lengthOf(1);
        const [finding] = judge([deleted(before), created(less), created(alike)]);
        expect(finding?.cause).to.include("created as store");
    });

    it("is none where the inputs differ, or the type", () => {
        const before = resource(group, "data", { inputs });
        const other = resource(group, "web", { inputs: { vpcId: "vpc-2", description: "Web", tags: { Name: "web" } } });
        const type = resource("aws:ec2/vpc:Vpc", "store", { inputs });
        expect(judge([deleted(before), created(other), created(type)])).to.deep.equal([]);
    });

    it("is none of the engine's own providers, whose name has the package's version", () => {
        const provider = (version: string) => resource("pulumi:providers:aws", `default_${version}`);
        expect(judge([deleted(provider("7_1_0")), created(provider("7_2_0"))])).to.deep.equal([]);
    });
});
