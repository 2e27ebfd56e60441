import type { Finding, FindingKind } from "./finding";
import type { Resource, Stack } from "./resource";
import { appliesTo, type ResourceRule, type Review, type Rule, type StackRule } from "./rule";
import { UnknownValue, Value, WrongType } from "./value";

/** What a rule finds in a resource. None if the resource is of another type. */
export function evaluateResource<P>(rule: ResourceRule<P>, resource: Resource, parameters: P): Finding[] {
    if (!appliesTo(rule, resource.type)) return [];
    return evaluate(rule, parameters, resource.urn, (review) => {
        rule.check(resource, review);
    });
}

/** What a rule finds in a stack as a whole. */
export function evaluateStack<P>(rule: StackRule<P>, stack: Stack, parameters: P): Finding[] {
    return evaluate(rule, parameters, undefined, (review) => {
        rule.checkStack(stack, review);
    });
}

function evaluate<P>(
    rule: Rule,
    parameters: P,
    urn: string | undefined,
    check: (review: Review<P>) => void,
): Finding[] {
    const findings: Finding[] = [];
    const add = (kind: FindingKind, where: Value | Resource | Stack, message: string) => {
        findings.push({ kind, rule: rule.id, urn: where.urn, path: where instanceof Value ? where.path : "", message });
    };
    const decide = (decision: () => void) => {
        try {
            decision();
        } catch (error) {
            if (error instanceof UnknownValue) add("undetermined", error.where, "is known only after the update");
            else if (error instanceof WrongType) add("violation", error.where, error.problem);
            else throw error;
        }
    };
    const review: Review<P> = {
        parameters,
        decide,
        violation: (where, message) => {
            add("violation", where, message);
        },
        undetermined: (where, reason) => {
            add("undetermined", where, reason);
        },
    };
    try {
        decide(() => {
            check(review);
        });
    } catch (error) {
        const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
        findings.push({ kind: "fault", rule: rule.id, urn, path: "", message: stack });
    }
    return distinct(findings);
}

/** Several decisions may stumble over the same unknown value. */
function distinct(findings: readonly Finding[]): Finding[] {
    return [...new Map(findings.map((finding) => [JSON.stringify(finding), finding])).values()];
}
