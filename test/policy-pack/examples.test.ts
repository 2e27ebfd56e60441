import * as fs from "node:fs";
import * as path from "node:path";

import { expect } from "chai";

import type { Finding } from "../../policy-pack/finding";
import type { Rule } from "../../policy-pack/rule";
import { rules } from "../../policy-pack/rules";
import { registered } from "../components/mocks";
import { type CaseResource, findingsOf, unknown } from "./rule-cases";

const folder = path.join(__dirname, "../../policy-pack/examples");

describe("the examples of the rules", function () {
    // The first of them loads the SDK of AWS.
    this.timeout(60_000);

    it("are a bad one and a good one of each rule, and no others", () => {
        const expected = rules.flatMap(({ id }) => [`${id}.bad.ts`, `${id}.good.ts`]);
        expect(fs.readdirSync(folder).sort()).to.deep.equal(expected.sort());
    });

    for (const rule of rules) {
        it(`break ${rule.id} where they are bad, and only there`, async () => {
            const violations = (await found(rule, "bad")).filter(({ kind }) => kind === "violation");
            expect(violations, "the bad one").not.to.deep.equal([]);
            expect(await found(rule, "good"), "the good one").to.deep.equal([]);
        });
    }
});

async function found(rule: Rule, which: "bad" | "good"): Promise<Finding[]> {
    const file = path.join(folder, `${rule.id}.${which}.ts`);
    Reflect.deleteProperty(require.cache, file);
    const resources = await registered(() => import(file), {}, {}, true);
    const settings = new Map(resources.map(({ name, inputs }) => [name, inputs as Record<string, unknown>]));
    const reviewed = resources.map(({ type, name, inputs, protect, provider, propertyDependencies }): CaseResource => ({
        type,
        name,
        protect,
        properties: asTheEngineMarks(inputs) as Record<string, unknown>,
        provider: provider === undefined ? undefined : settings.get(provider),
        dependencies: propertyDependencies,
    }));
    return findingsOf(rule, { resources: reviewed, parameters: rule.exampleParameters as Record<string, unknown> });
}

/** The SDK's mocks have an object of their own for what is unknown. */
function asTheEngineMarks(value: unknown): unknown {
    if (Array.isArray(value)) return value.map(asTheEngineMarks);
    if (typeof value !== "object" || value === null) return value;
    if ("__pulumiUnknown" in value) return unknown;
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, asTheEngineMarks(each)]));
}
