import { expect } from "chai";

import { type Rule, resourceRule, stackRule } from "../../policy-pack/rule";
import { allCases } from "./all-cases";
import { Analyzer, secret } from "./analyzer";
import { type Case, findingsOf, placeOf, type RuleCases, unknown, urnOf } from "./rule-cases";

/** Every property of the case's resources is a secret. */
function secretly(one: Case): Case {
    const resources = [one.resources].flat().map((resource) => ({
        ...resource,
        properties: Object.fromEntries(
            Object.entries(resource.properties).map(([key, value]) => [
                key,
                value === unknown || value === undefined ? value : secret(value),
            ]),
        ),
    }));
    return { ...one, resources };
}

describe("the rules in the policy SDK's server", () => {
    for (const { rule, compliant, violating, unknown: unknowns } of allCases()) {
        it(`${rule.id}: lets pass what obeys, stops or tells what does not, and tells what it can't know`, async () => {
            for (const one of Object.values(compliant)) {
                expect(await new Analyzer([rule]).analyze(one)).to.deep.equal([]);
            }
            for (const one of Object.values(violating)) {
                const told = await new Analyzer([rule]).analyze(one);
                const broken = told.filter(({ message }) => !message.startsWith("undetermined: "));
                expect(broken.map(({ policy }) => policy)).to.deep.equal(one.at.map(() => rule.id));
                expect(broken.every(({ isMandatory }) => isMandatory === (rule.level === "mandatory"))).to.equal(true);
            }
            for (const one of Object.values(unknowns)) {
                const told = await new Analyzer([rule]).analyze(one);
                const advice = told.filter(({ message }) => message.startsWith("undetermined: "));
                const lines = advice.flatMap(({ message }) => message.split("\n"));
                expect(lines).to.have.length(one.undetermined.length);
                expect(advice.some(({ isMandatory }) => isMandatory)).to.equal(false);
            }
        });

        it(`${rule.id}: finds the same where every property is secret, and says nothing of the values`, async () => {
            for (const one of Object.values(violating)) {
                const open = await new Analyzer([rule]).analyze(one);
                expect(await new Analyzer([rule]).analyze(secretly(one))).to.deep.equal(open);
            }
        });

        it(`${rule.id}: lets an exempt resource break it, and says until when and why`, async () => {
            await exempts({ rule, compliant, violating, unknown: unknowns });
        });
    }

    async function exempts({ rule, violating }: RuleCases): Promise<void> {
        const [one] = Object.values(violating);
        const [place] = findingsOf(rule, one!).filter(({ kind }) => kind === "violation");
        const urn = place!.urn ?? "stack";
        const line = { rule: rule.id, urn, reason: "replaced in May", owner: "data", expires: "2026-12-31", line: 3 };
        const told = await new Analyzer([rule], [line]).analyze(one!);
        const exempt = told.filter(({ message }) =>
            message.startsWith("exempt until 2026-12-31 (data: replaced in May)"),
        );
        expect(exempt.length, placeOf(place!, one!)).to.be.greaterThan(0);
        expect(exempt.some(({ isMandatory }) => isMandatory)).to.equal(false);
        const over = await new Analyzer([rule], [{ ...line, expires: "2026-11-01" }]).analyze(one!);
        const counting = over.filter(({ message }) => message.includes("exemption ended on 2026-11-01: ask data"));
        expect(counting.length).to.equal(exempt.length);
        expect(counting.every(({ isMandatory }) => isMandatory === (rule.level === "mandatory"))).to.equal(true);
    }
});

describe("a rule's own fault", () => {
    const described = {
        level: "advisory" as const,
        severity: "low" as const,
        ...{ what: "It works.", why: "", fix: "", controls: [], source: "" },
    };
    const broken: Rule = resourceRule({
        ...described,
        id: "broken",
        types: ["a:b:C"],
        check: () => {
            throw new TypeError("a defect");
        },
    });
    const sound: Rule = resourceRule({
        ...described,
        id: "sound",
        types: ["a:b:C"],
        check: (resource, { violation }) => {
            violation(resource, "is seen");
        },
    });
    const brokenStack: Rule = stackRule({
        ...described,
        id: "broken-stack",
        checkStack: () => {
            throw new TypeError("another defect");
        },
    });

    it("stops the update with its stack, and the other rules go on", async () => {
        const one: Case = { resources: { type: "a:b:C", properties: {} } };
        const told = await new Analyzer([broken, brokenStack, sound]).analyze(one);
        expect(told.map(({ policy, isMandatory }) => [policy, isMandatory])).to.deep.equal([
            ["broken", true],
            ["sound", false],
            ["broken-stack", true],
        ]);
        expect(told[0]!.message).to.match(/the rule itself failed.*\nTypeError: a defect\n +at .*sdk\.test\.ts/);
    });

    it("can't be exempted", async () => {
        const line = {
            rule: "broken",
            urn: urnOf("a:b:C", "orders"),
            reason: "r",
            owner: "o",
            expires: "2026-12-01",
            line: 3,
        };
        const one: Case = { resources: { type: "a:b:C", properties: {} } };
        const told = await new Analyzer([broken], [line]).analyze(one);
        expect(told.filter(({ isMandatory }) => isMandatory)).to.have.length(1);
    });
});

describe("what surrounds the rules", () => {
    const cases = allCases();
    const rules = cases.map(({ rule }) => rule);

    it("takes a stack without resources, with those of unknown providers, and of types that nobody knows", async () => {
        expect(await new Analyzer(rules).analyze({ resources: [] })).to.deep.equal([]);
        const strange = {
            type: "acme:index/rocket:Rocket",
            properties: { fuel: unknown, stages: [[1], null], name: "x" },
        };
        expect(await new Analyzer(rules).analyze({ resources: strange })).to.deep.equal([]);
    });

    it("finds the same in a stack whose providers aren't configured yet: the engine hands over nothing of its outputs", async () => {
        for (const { rule, violating } of cases) {
            for (const one of Object.values(violating)) {
                expect(await new Analyzer([rule]).analyze(one, true)).to.deep.equal(
                    await new Analyzer([rule]).analyze(one),
                );
            }
        }
    });

    it("tells a Helm release as unseen", async () => {
        const release = { type: "kubernetes:helm.sh/v3:Release", name: "metrics", properties: { chart: "metrics" } };
        const told = await new Analyzer(rules).analyze({ resources: release });
        const unseen = told.filter(({ policy }) => policy === "unseen-resources");
        expect(unseen).to.have.length(1);
        expect(unseen[0]!.message).to.match(/is made by Helm: no rule sees the objects of its chart/);
        expect(unseen[0]!.isMandatory).to.equal(false);
    });

    it("tells an exemption that nothing needs, with its owner", async () => {
        const line = {
            rule: rules[0]!.id,
            urn: "urn:pulumi:*",
            reason: "r",
            owner: "data",
            expires: "2026-12-01",
            line: 7,
        };
        const analyzer = new Analyzer(rules, [line]);
        const told = await analyzer.analyze({ resources: [] });
        expect(told.map(({ message }) => message).join()).to.match(
            /line 7: nothing breaks .* take it out \(owner: data\)/,
        );
        expect(analyzer.log.at(-1)).to.deep.equal({ unusedExemptions: [line] });
    });
});
