import type { Diagnostic } from "../../test/policy-pack/requests";
import { type CaseResource, urnOf } from "../../test/policy-pack/rule-cases";
import type { Figure } from "../figure";
import { type ComparedCase, comparedCases, forAwsguard, isCompared } from "./awsguard-cases";
import { isViolation, missed, type Outcome, outcomesOf } from "./awsguard-outcomes";
import { asksAws, ourRules, sharedPolicies, sharedRules } from "./awsguard-policies";
import type { PackProcess } from "./pack-process";

interface Found {
    readonly outcomes: readonly Outcome[];
    /** Violations of rules that both have, where no policy of awsguard found one. */
    readonly onlyOurs: number;
}

/** What both packs say of the same resources. */
export async function compareFindings(ours: PackProcess, theirs: PackProcess, check: () => void): Promise<Figure[]> {
    const cases = comparedCases();
    const found: Found[] = [];
    for (const one of cases) {
        check();
        found.push(await compare(one, ours, theirs));
    }
    const resources = cases.flatMap((one) => one.resources).filter(isCompared).length;
    const outcomes = found.flatMap((each) => each.outcomes);
    const onlyOurs = found.reduce((sum, each) => sum + each.onlyOurs, 0);
    return [
        ...missedFigures(outcomes, `the ${resources} resources of ${cases.length} small stacks`),
        policiesFigure(outcomes, theirs.policies),
        moreFigure(outcomes, onlyOurs),
    ];
}

async function compare(one: ComparedCase, ours: PackProcess, theirs: PackProcess): Promise<Found> {
    const own: Diagnostic[] = [];
    // As the engine does it: rules about the stack as a whole remember what they were told of each resource.
    for (const resource of one.resources) own.push(...(await ours.analyze(resource)));
    own.push(...(await ours.analyzeStack(one.resources)));
    const outcomes: Outcome[] = [];
    let onlyOurs = 0;
    for (const resource of one.resources.filter(isCompared)) {
        const here = outcomesOf(one, resource, await theirs.analyze(forAwsguard(resource)), own);
        outcomes.push(...here);
        onlyOurs += countOnlyOurs(resource, here, own);
    }
    return { outcomes, onlyOurs };
}

function countOnlyOurs(
    { type, name = "orders" }: CaseResource,
    outcomes: readonly Outcome[],
    ours: readonly Diagnostic[],
): number {
    const theirs = outcomes.filter((outcome) => outcome.theirs === "violation");
    const found = theirs.flatMap(({ policy }) => ourRules.get(policy) ?? []);
    const violated = ours.filter((diagnostic) => diagnostic.urn === urnOf(type, name) && isViolation(diagnostic));
    const rules = new Set(violated.map(({ policy }) => policy));
    return [...rules].filter((rule) => sharedRules.includes(rule) && !found.includes(rule)).length;
}

function missedFigures(outcomes: readonly Outcome[], resources: string): Figure[] {
    const violations = outcomes.filter(({ theirs }) => theirs === "violation");
    const count = (is: (outcome: Outcome) => boolean) => violations.filter(is).length;
    const lost = missed(outcomes);
    return [
        {
            name: `against @pulumi/awsguard 0.3.1 on ${resources}: violations that it finds and our rules for the same miss`,
            target: "0",
            measured:
                `${lost.length} of ${violations.length}: ` +
                `${count(({ ours }) => ours === "violation")} found, ` +
                `${count(({ ours }) => ours === "undetermined")} said to be known only after the update, ` +
                `${count(({ ours, why }) => ours === "nothing" && why !== undefined)} that are none ` +
                "(`differences` of bench/policy/awsguard-policies.ts says why)",
            met: lost.length === 0,
        },
        ...lost.map(({ at }) => ({ name: "missed", target: "", measured: at })),
    ];
}

function policiesFigure(outcomes: readonly Outcome[], policies: readonly string[]): Figure {
    const violations = outcomes.filter(({ theirs }) => theirs === "violation").map(({ policy }) => policy);
    const rare = sharedPolicies.filter((shared) => violations.filter((policy) => policy === shared).length < 2);
    const others = policies.length - sharedPolicies.length - asksAws.length;
    return {
        name: "its policies that we have a rule for, each with two violations or more among these",
        target: "all",
        measured:
            `${sharedPolicies.length - rare.length} of ${sharedPolicies.length}` +
            `${rare.length > 0 ? ` (not: ${rare.join(", ")})` : ""}; of its ${policies.length}, ` +
            `${asksAws.length} ask AWS and are off, and for ${others} we have none (docs/policies/coverage.md says why)`,
        met: rare.length === 0,
    };
}

function moreFigure(outcomes: readonly Outcome[], onlyOurs: number): Figure {
    const silent = outcomes.filter(({ theirs }) => theirs === "unknown");
    const decided = silent.filter(({ ours }) => ours !== "undetermined").length;
    return {
        name: "violations that our rules for the same find, and it does not",
        target: "",
        measured: `${onlyOurs}; it could not run ${silent.length} times for something unknown, where ours decided ${decided} all the same`,
    };
}
