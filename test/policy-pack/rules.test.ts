import * as proxy from "@pulumi/policy/proxy";
import { expect } from "chai";

import type { Finding, FindingKind } from "../../policy-pack/finding";
import { rules } from "../../policy-pack/rules";
import { allCases } from "./all-cases";
import { type Case, findingsOf, placeOf, type RuleCases, unknown } from "./rule-cases";

/** The SDK has it for tests, and its declarations leave it out. */
const { unknownCheckingProxy } = proxy as unknown as { unknownCheckingProxy: (properties: object) => object };

/** As in a file, and as the policy SDK hands properties over. */
const wraps = { plain: (same: object) => same, "from the SDK": (same: object) => unknownCheckingProxy(same) };

describe("the rules of the policy pack", () => {
    it("have cases each, named for it", () => {
        expect(
            allCases()
                .map(({ rule }) => rule.id)
                .sort(),
        ).to.deep.equal(rules.map(({ id }) => id).sort());
    });

    for (const cases of allCases()) {
        describe(cases.rule.id, () => {
            rulesKeepTheirWord(cases);
        });
    }
});

function rulesKeepTheirWord({ rule, compliant, violating, unknown: unknowns }: RuleCases): void {
    const found = (one: Case, kind: FindingKind, wrap = wraps.plain) =>
        findingsOf(rule, one, wrap)
            .filter((finding) => finding.kind === kind)
            .map((finding) => placeOf(finding, one))
            .sort();

    it("has at least three compliant, five violating and one unknown case", () => {
        expect(Object.keys(compliant)).to.have.length.of.at.least(3);
        expect(Object.keys(violating)).to.have.length.of.at.least(5);
        expect(Object.keys(unknowns)).to.have.length.of.at.least(1);
    });

    for (const [how, wrap] of Object.entries(wraps)) {
        for (const [name, one] of Object.entries(compliant)) {
            it(`lets pass: ${name} (${how})`, () => {
                expect(findingsOf(rule, one, wrap)).to.deep.equal([]);
            });
        }
        for (const [name, one] of Object.entries(violating)) {
            it(`finds: ${name} (${how})`, () => {
                expect(found(one, "violation", wrap)).to.deep.equal([...one.at].sort());
                expect(found(one, "fault", wrap)).to.deep.equal([]);
            });
        }
        for (const [name, one] of Object.entries(unknowns)) {
            it(`says what it can't know: ${name} (${how})`, () => {
                expect(found(one, "undetermined", wrap)).to.deep.equal([...one.undetermined].sort());
                expect(found(one, "violation", wrap)).to.deep.equal([...(one.at ?? [])].sort());
                expect(found(one, "fault", wrap)).to.deep.equal([]);
            });
        }
    }

    it("never repeats a value that it read, which may be a secret", () => {
        for (const one of [...Object.values(violating), ...Object.values(unknowns)]) {
            const secrets = textsOf([one.resources].flat().map(({ properties }) => properties));
            for (const { message } of findingsOf(rule, one)) {
                expect(secrets.filter((secret) => message.includes(secret))).to.deep.equal([], message);
            }
        }
    });

    it("takes nonsense for properties without failing itself", () => {
        for (const one of [...Object.values(compliant), ...Object.values(violating)]) {
            for (const nonsense of [42, "text", true, [], {}, [[1]], { a: { b: null } }, null]) {
                const list = [one.resources].flat();
                const spoiled = list.map((resource) => ({
                    ...resource,
                    properties: Object.fromEntries(Object.keys(resource.properties).map((key) => [key, nonsense])),
                }));
                const faults: Finding[] = findingsOf(rule, { ...one, resources: spoiled });
                expect(faults.filter(({ kind }) => kind === "fault")).to.deep.equal([]);
            }
        }
    });
}

/** Every text in there that is long enough to be told from the words of a message. */
function textsOf(value: unknown): string[] {
    if (typeof value === "string") return value.length >= 9 && value !== unknown ? [value] : [];
    return typeof value === "object" && value !== null ? Object.values(value).flatMap(textsOf) : [];
}
