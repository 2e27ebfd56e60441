import { expect } from "chai";

import { life } from "../../../embedded/rehearsal/life";
import type { Change } from "../../../embedded/rehearsal/events";
import type { StateResource } from "../../../embedded/upgrades/state";
import { change, seen, urnOf } from "./sample";

const present = { zones: ["a", "b", "c"], cluster: "1.35", database: "17.6", addons: {} };
const all = life(present);
const steps = new Map(all.flatMap((step) => ("act" in step ? [] : [[step.title, step]])));

const problems = async (title: string, changes: readonly Change[], resources: readonly StateResource[] = []) => {
    const step = steps.get(title);
    if (step === undefined) throw new Error(`no step ${title}`);
    return step.problems(seen(changes, resources));
};

const cluster = "aws:eks/cluster:Cluster";
const addon = "aws:eks/addon:Addon";
const nodes = "aws:eks/nodeGroup:NodeGroup";
const subnet = "aws:ec2/subnet:Subnet";
const rule = "aws:lb/listenerRule:ListenerRule";
const vpc = "aws:ec2/vpc:Vpc";

describe("the life of a stack", () => {
    it("begins with creations alone, and then nothing changes by itself", async () => {
        expect(await problems("up", [change(vpc, "a", { op: "create" })])).to.deep.equal([]);
        expect(await problems("up", [change(vpc, "a")])).to.have.length(1);
        for (const title of ["up again", "refresh"]) {
            expect(await problems(title, [])).to.deep.equal([]);
            expect(await problems(title, [change(vpc, "a", { properties: ["tags"] })])).to.deep.equal([
                `update of ${vpc} a: tags`,
            ]);
        }
    });

    it("moves traffic by the listener rule of each workload alone", async () => {
        const urn = (name: string) => urnOf(`alchemorsel:workload:Workload$${rule}`, name);
        const resources = ["a", "b"].map((name) => ({ urn: urn(name), type: rule, custom: true }));
        const title = "the traffic to green";
        expect(await problems(title, [change(rule, "a"), change(rule, "b")], resources)).to.deep.equal([]);
        expect(await problems(title, [change(rule, "a")], resources)).to.deep.equal(["1 of 2 listener rules changed"]);
        const also = await problems(title, [change(rule, "a"), change(rule, "b"), change(vpc, "n")], resources);
        expect(also).to.deep.equal([`update of ${vpc} n, which is not the traffic's`]);
    });

    it("changes every component in place", async () => {
        const component = {
            urn: urnOf("alchemorsel:aws:Network", "n"),
            type: "alchemorsel:aws:Network",
            custom: false,
        };
        const child = { urn: urnOf(vpc, "v"), type: vpc, custom: true, parent: component.urn };
        const title = "everyday changes";
        expect(await problems(title, [change(vpc, "v")], [component, child])).to.deep.equal([]);
        expect(await problems(title, [], [component, child])).to.deep.equal([
            "alchemorsel:aws:Network n was not changed",
        ]);
        const replaced = [change(vpc, "v", { op: "create-replacement" })];
        expect(await problems(title, replaced, [component, child])).to.have.length(1);
        expect(await problems(title, [change(vpc, "v", { op: "delete" })], [component, child])).to.have.length(1);
    });

    it("gets a zone more by new subnets, and touches none that is there", async () => {
        const created = change(subnet, "c", { op: "create" });
        expect(await problems("a zone more", [created])).to.deep.equal([]);
        expect(await problems("a zone more", [])).to.deep.equal(["no subnet was made in c"]);
        const group = change(nodes, "n", { op: "replace" });
        expect(await problems("a zone more", [created, group])).to.deep.equal([]);
        expect(await problems("everyday changes", [group])).to.have.length(1);
        expect(await problems("a zone more", [created, change(subnet, "a")])).to.have.length(1);
    });

    it("raises the control plane, then the add-ons, then the nodes", async () => {
        const at = (type: string, name: string, started: number, ended: number) =>
            change(type, name, { started, ended });
        const title = "EKS to 1.35";
        const right = [at(cluster, "c", 1, 5), at(addon, "a", 5, 7), at(nodes, "n", 7, 9)];
        expect(await problems(title, right)).to.deep.equal([]);
        const early = [at(cluster, "c", 1, 5), at(addon, "a", 4, 7), at(nodes, "n", 6, 9)];
        expect(await problems(title, early)).to.deep.equal(["a began before c was done", "n began before a was done"]);
        expect(await problems(title, [])).to.deep.equal(["0 control planes changed"]);
    });

    it("raises the database in place", async () => {
        const instance = "aws:rds/instance:Instance";
        const title = "PostgreSQL to 17.6";
        expect(await problems(title, [change(instance, "d", { properties: ["engineVersion"] })])).to.deep.equal([]);
        expect(await problems(title, [change(instance, "d", { properties: ["tags"] })])).to.have.length(1);
        const replaced = change(instance, "d", { op: "replace", properties: ["engineVersion"] });
        expect(await problems(title, [replaced])).to.have.length(1);
    });

    it("refuses to replace a protected database, in the engine's words", () => {
        const { refused, args } = steps.get("the database replaced")!;
        const urn = urnOf("aws:rds/instance:Instance", "d");
        const resources = [{ urn, type: "aws:rds/instance:Instance", custom: true }];
        expect(args?.({ deployment: { resources } })).to.deep.equal(["--target-replace", urn]);
        expect(`error: unable to replace resource "${urn}"\nas it is currently marked for protection.`).to.match(
            refused!,
        );
    });

    it("ends with a destroy, after one that protection stops and one that a log in the bucket stops", () => {
        expect([...steps.keys()].slice(-4)).to.deep.equal([
            "destroy while it is protected",
            "protection off",
            "destroy with a log in the bucket",
            "destroy",
        ]);
    });

    it("wants every protected thing named, and nothing gone, where a destroy is refused", async () => {
        const { refused, problems: judge } = steps.get("destroy while it is protected")!;
        const [a, b] = ["a", "b"].map((name) => ({ urn: urnOf(vpc, name), type: vpc, custom: true, protect: true }));
        const says = (...urns: string[]) =>
            urns.map((urn) => `resource "${urn}" cannot be deleted\nbecause it is protected. To unprotect`).join("\n");
        const judged = (output: string, changes: Change[] = []) => judge({ ...seen(changes, [a!, b!]), output });
        expect(says(a!.urn)).to.match(refused!);
        expect(await judged(says(a!.urn, b!.urn))).to.deep.equal([]);
        expect(await judged(says(a!.urn))).to.deep.equal([`${b!.urn} is protected, and not named`]);
        expect(await judged(says(a!.urn, b!.urn), [change(vpc, "c", { op: "delete" })])).to.have.length(1);
        expect(await judge(seen([]))).to.deep.equal(["nothing was protected"]);
        const above = { ...a!, dependencies: [b!.urn] };
        expect(await judge({ ...seen([], [above, b!]), output: says(a!.urn) })).to.deep.equal([]);
        expect(await judge({ ...seen([], [above, b!]), output: says(b!.urn) })).to.have.length(1);
    });
});
