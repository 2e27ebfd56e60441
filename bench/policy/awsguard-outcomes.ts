import type { Diagnostic } from "../../test/policy-pack/requests";
import { type CaseResource, urnOf } from "../../test/policy-pack/rule-cases";
import type { ComparedCase } from "./awsguard-cases";
import { differences, ourRules } from "./awsguard-policies";

/** What one of awsguard's policies said of a resource, and ours of the same. */
export interface Outcome {
    /** Policy and case, as in `efs-encrypted at efs-encrypted: in one zone`. */
    readonly at: string;
    readonly policy: string;
    /** Whether it found a violation, or could not run since something is unknown. */
    readonly theirs: "violation" | "unknown";
    readonly ours: "violation" | "undetermined" | "nothing";
    /** Why it is no violation, where ours is right to find nothing. */
    readonly why?: string;
}

/** What both said of a resource: every policy of awsguard that said something and that rules of ours stand for. */
export function outcomesOf(
    { label }: ComparedCase,
    { type, name = "orders" }: CaseResource,
    theirs: readonly Diagnostic[],
    ours: readonly Diagnostic[],
): Outcome[] {
    const urn = urnOf(type, name);
    return [...new Set(theirs.map(({ policy }) => policy))].flatMap((policy) => {
        const rules = ourRules.get(policy);
        if (rules === undefined) throw new Error(`${policy} of awsguard stands in none of our lists`);
        if (rules.length === 0) return [];
        const own = ours.filter((diagnostic) => diagnostic.urn === urn && rules.includes(diagnostic.policy));
        const isViolated = theirs.some((diagnostic) => diagnostic.policy === policy && !couldNotRun(diagnostic));
        const difference = differences.find((each) => each.policy === policy && each.cases.includes(label));
        return [
            {
                at: `${policy} at ${label}`,
                policy,
                theirs: isViolated ? "violation" : "unknown",
                ours: own.some(isViolation) ? "violation" : own.length > 0 ? "undetermined" : "nothing",
                ...(difference !== undefined && { why: difference.why }),
            },
        ];
    });
}

/** What awsguard finds, and our rules neither find nor say to be yet unknown, and nothing says why. */
export function missed(outcomes: readonly Outcome[]): Outcome[] {
    return outcomes.filter(
        ({ theirs, ours, why }) => theirs === "violation" && ours === "nothing" && why === undefined,
    );
}

/** The SDK's own words, for what it says in a policy's place. */
function couldNotRun({ message }: Diagnostic): boolean {
    return message.startsWith("can't run policy ");
}

export function isViolation({ message }: Diagnostic): boolean {
    return !message.startsWith("undetermined: ");
}
