import { expect } from "chai";

import { awsRules } from "../../policy-pack/aws";
import type { FindingKind } from "../../policy-pack/finding";
import { kubernetesRules } from "../../policy-pack/kubernetes";
import type { Rule } from "../../policy-pack/rule";
import { rules } from "../../policy-pack/rules";
import { awsExamples } from "./public-examples/aws";
import { kubernetesExamples } from "./public-examples/kubernetes";
import type { PublicExample } from "./public-examples/public-example";
import { findingsOf, placeOf } from "./rule-cases";

const examples = { ...awsExamples, ...kubernetesExamples };

describe("bad examples of other scanners", () => {
    it("are twenty of AWS and twenty of Kubernetes at least, each told once", () => {
        expect(Object.keys(awsExamples)).to.have.length.of.at.least(20);
        expect(Object.keys(kubernetesExamples)).to.have.length.of.at.least(20);
        const sources = Object.values(examples).map(({ source }) => `${source.repository} ${source.path}`);
        expect(sources).to.deep.equal([...new Set(sources)]);
    });

    for (const [name, example] of Object.entries(examples)) {
        it(`are found out: ${name}`, () => {
            const ofOneResource = [...awsRules, ...kubernetesRules];
            expect(found(example, "violation", ofOneResource)).to.deep.equal([...example.finds].sort());
            expect(found(example, "undetermined", ofOneResource)).to.deep.equal(
                [...(example.undetermined ?? [])].sort(),
            );
            expect(found(example, "fault", rules)).to.deep.equal([]);
        });

        for (const control of example.fails ?? []) {
            it(`fail the control that they were written for: ${control}, ${name}`, () => {
                const serving = rules.filter(({ controls }) => controls.some(({ id }) => id === control));
                expect(serving, "a rule serves it").not.to.deep.equal([]);
                expect(found(example, "violation", serving)).not.to.deep.equal([]);
            });
        }
    }
});

function found({ resources, settings = {} }: PublicExample, kind: FindingKind, by: readonly Rule[]): string[] {
    return by
        .flatMap((rule) => findingsOf(rule, { resources, parameters: settings[rule.id] }))
        .filter((finding) => finding.kind === kind)
        .map((finding) => `${finding.rule} ${placeOf(finding, { resources })}`.trim())
        .sort();
}
