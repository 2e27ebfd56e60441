import { expect } from "chai";

import { planChange } from "../../../embedded/pull-request/plan-change";
import { planned } from "./sample";

const vpc = "aws:ec2/vpc:Vpc";
const deployment = "kubernetes:apps/v1:Deployment";

/** What changes between two plans of one resource. */
function pathsBetween(before: Record<string, unknown>, after: Record<string, unknown>) {
    const { changed } = planChange("production", [planned(vpc, "a", after)], [planned(vpc, "a", before)]);
    return changed.flatMap(({ paths }) => paths);
}

describe("what a pull request changes in a plan", () => {
    it("is what only one of the plans has, and what both have with other inputs", () => {
        const before = [
            planned(vpc, "stays"),
            planned(vpc, "goes"),
            planned(vpc, "changes", { cidrBlock: "10.0.0.0/16" }),
        ];
        const after = [
            planned(vpc, "stays"),
            planned(vpc, "changes", { cidrBlock: "10.1.0.0/16" }),
            planned(vpc, "comes"),
        ];
        expect(planChange("production", after, before)).to.deep.equal({
            version: 1,
            stack: "production",
            base: "compared",
            types: [{ type: vpc, count: 3 }],
            created: [{ type: vpc, name: "comes" }],
            changed: [{ type: vpc, name: "changes", paths: ["cidrBlock"] }],
            deleted: [{ type: vpc, name: "goes" }],
        });
    });

    it("tells the innermost input that differs, and a list as one", () => {
        expect(pathsBetween({ tags: { a: "1", b: "2" } }, { tags: { a: "1", b: "3", c: "4" } })).to.have.members([
            "tags.b",
            "tags.c",
        ]);
        expect(pathsBetween({ ingress: [{ port: 1 }] }, { ingress: [{ port: 2 }] })).to.deep.equal(["ingress"]);
    });

    it("tells no values: they may be secret", () => {
        const change = planChange(
            "production",
            [planned(vpc, "a", { password: "hunter2" })],
            [planned(vpc, "a", { password: "hunter1" })],
        );
        expect(JSON.stringify(change)).to.not.include("hunter");
    });

    it("leaves out what a provider fills in, which differs from plan to plan", () => {
        const filled = (end: string) => ({
            __defaults: ["name"],
            name: `a-${end}`,
            rule: { __defaults: ["id"], id: end },
            list: [{ __defaults: ["id"], id: end }],
        });
        expect(pathsBetween(filled("1f3"), filled("9c2"))).to.be.empty;
        const autonamed = (name: string) => ({
            metadata: { name, annotations: { "pulumi.com/autonamed": "true" } },
        });
        expect(pathsBetween(autonamed("web-1f3"), autonamed("web-9c2"))).to.be.empty;
        expect(pathsBetween({ metadata: { name: "a" } }, { metadata: { name: "b" } })).to.deep.equal(["metadata.name"]);
    });

    it("leaves out a name that a provider made up where other resources have it, and sees another owner of it", () => {
        const role = (name: string, end: string) =>
            planned("aws:iam/role:Role", name, { __defaults: ["name"], name: `${name}-${end}` });
        const policy = (name: string) =>
            planned("aws:iam/rolePolicy:RolePolicy", "policy", {
                role: name,
                policy: `{"Resource":"arn:aws:iam::1:role/${name}"}`,
            });
        const before = [role("one", "1f3a9c2"), role("two", "77aa001"), policy("one-1f3a9c2")];
        const same = [role("one", "9c2b1f3"), role("two", "001aa77"), policy("one-9c2b1f3")];
        expect(planChange("production", same, before).changed).to.be.empty;
        const other = [role("one", "9c2b1f3"), role("two", "001aa77"), policy("two-001aa77")];
        expect(planChange("production", other, before).changed.map(({ name, paths }) => [name, paths])).to.deep.equal([
            ["policy", ["role", "policy"]],
        ]);
    });

    it("is nothing without a base, which is no reason to tell everything as new", () => {
        for (const base of ["none", "failed"] as const) {
            const change = planChange("production", [planned(vpc, "a"), planned(deployment, "b")], base);
            expect(change).to.deep.include({ base, created: [], changed: [], deleted: [] });
            expect(change.types).to.have.lengthOf(2);
        }
    });
});
