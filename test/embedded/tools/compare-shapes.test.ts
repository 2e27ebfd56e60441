import { expect } from "chai";

import type { Properties, Property, Shape } from "./aws-declarations";
import { Comparison } from "./compare-shapes";

const property = (shape: Shape, required = false): Property => ({ shape, required });
const text = property({ kind: "string" });
const map = (properties: Record<string, Property>): Properties => new Map(Object.entries(properties));
const source = (objects: Record<string, Properties>) => ({ object: (name: string) => objects[name] ?? map({}) });

describe("the comparison of a provider with its SDK", () => {
    const compare = (
        sdk: Record<string, Property>,
        provider: Record<string, Property>,
        objects: { sdk?: Record<string, Properties>; provider?: Record<string, Properties> } = {},
    ) => {
        const comparison = new Comparison(source(objects.sdk ?? {}), source(objects.provider ?? {}));
        comparison.properties("ec2.Vpc", map(sdk), map(provider), true);
        return comparison.differences;
    };

    it("finds a property that has another name, on both sides", () => {
        expect(compare({ same: text, alias: text }, { same: text, aliases: text })).to.deep.equal([
            "ec2.Vpc.alias: only in the SDK",
            "ec2.Vpc.aliases: only in the provider",
        ]);
    });

    it("finds a list where there's one object, and a property that only the provider requires", () => {
        const object: Shape = { kind: "object", name: "x" };
        expect(compare({ rule: property(object) }, { rule: property({ kind: "array", of: object }) })).to.deep.equal([
            "ec2.Vpc.rule: object in the SDK, array of object in the provider",
        ]);
        expect(compare({ name: text }, { name: property({ kind: "string" }, true) })).to.deep.equal([
            "ec2.Vpc.name: required by the provider alone",
        ]);
    });

    it("looks into objects, in lists too, and once where they hold themselves", () => {
        const of = (name: string) => property({ kind: "array", of: { kind: "object", name } });
        expect(
            compare(
                { rules: of("a") },
                { rules: of("b") },
                {
                    sdk: { a: map({ rules: of("a"), limit: property({ kind: "number" }) }) },
                    provider: { b: map({ rules: of("b"), limit: text }) },
                },
            ),
        ).to.deep.equal(["ec2.Vpc.rules.limit: number in the SDK, string in the provider"]);
    });
});
