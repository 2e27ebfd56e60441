import { rules } from "../../policy-pack/rules";
import { allCases } from "../../test/policy-pack/all-cases";
import { type Case, findingsOf, placeOf, type RuleCases } from "../../test/policy-pack/rule-cases";
import type { Figure } from "../figure";
import type { PolicyMeasurement } from "./measurement";

/** What the rules find in cases that obey, and in cases that don't: the same that the unit tests run, counted here. */
export const correctness: PolicyMeasurement = {
    title: "What the rules find",
    run: ({ report }) => {
        report("every case of every rule");
        const cases = allCases();
        return Promise.resolve([falsePositives(cases), seededViolations(cases), complete(cases)]);
    },
};

function falsePositives(cases: readonly RuleCases[]): Figure {
    const fixtures = cases.flatMap(({ rule, compliant }) => Object.values(compliant).map((one) => ({ rule, one })));
    const wrong = fixtures.filter(({ rule, one }) => findingsOf(rule, one).length > 0).length;
    return {
        name: "false positives: compliant fixtures, written from pages of AWS and Kubernetes that each names",
        target: "0 of ≥ 200",
        measured: `${wrong} of ${fixtures.length}`,
        met: wrong === 0 && fixtures.length >= 200,
    };
}

function seededViolations(cases: readonly RuleCases[]): Figure {
    const seeded = cases.flatMap(({ rule, violating }) => Object.values(violating).map((one) => ({ rule, one })));
    const caught = seeded.filter(({ rule, one }) => {
        const found = placesOf(rule, one);
        return one.at.every((place) => found.includes(place));
    }).length;
    const fewest = Math.min(...cases.map(({ violating }) => Object.keys(violating).length));
    return {
        name: "seeded violations caught, each at its property",
        target: "100 %, ≥ 5 cases a rule",
        measured: `${caught} of ${seeded.length}; ${fewest} at least for each rule`,
        met: caught === seeded.length && fewest >= 5,
    };
}

function placesOf(rule: RuleCases["rule"], one: Case): string[] {
    return findingsOf(rule, one)
        .filter(({ kind }) => kind === "violation")
        .map((finding) => placeOf(finding, one));
}

function complete(cases: readonly RuleCases[]): Figure {
    const full = cases.filter(
        ({ compliant, violating, unknown }) =>
            Object.keys(compliant).length > 0 && Object.keys(violating).length > 0 && Object.keys(unknown).length > 0,
    );
    return {
        name: "rules with compliant, violating and unknown cases; the secret and the exempt one are made of these (test/policy-pack/sdk.test.ts)",
        target: "70 of 70",
        measured: `${full.length} of ${rules.length}`,
        met: full.length === 70 && rules.length === 70,
    };
}
