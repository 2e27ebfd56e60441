import type { Value } from "../value";

/** Who a statement is about. */
export interface Principal {
    /** `AWS`, `Service`, `Federated`, `CanonicalUser`; `*` where the principal is no object but one text. */
    readonly kind: string;
    /** An ARN, an account, a service, or `*`: a text. */
    readonly value: Value;
}

/** One entry of a condition block: `StringEquals`, `aws:SourceAccount`, and the values one of which must match. */
export interface Condition {
    readonly operator: string;
    readonly key: string;
    readonly values: Value;
}

/**
 * Looks at each statement that allows something, in a decision of its own. The document is JSON text or an object, as
 * Pulumi takes both.
 */
export function forEachAllow(
    document: Value,
    decide: (decision: () => void) => void,
    look: (statement: Value) => void,
): void {
    decide(() => {
        for (const statement of statementsOf(document)) {
            decide(() => {
                if (statement.at("Effect").text() === "Allow") look(statement);
            });
        }
    });
}

/** A document has a list of statements or a single one. */
export function statementsOf(document: Value): Value[] {
    return oneOrMore(document.json().at("Statement"));
}

/** Texts, each where it stands; none where the statement has `NotAction` in its place. */
export function actionsOf(statement: Value): Value[] {
    return oneOrMore(statement.at("Action"));
}

/** Texts, each where it stands; none where the statement has `NotResource` in its place. */
export function resourcesOf(statement: Value): Value[] {
    return oneOrMore(statement.at("Resource"));
}

/** None where the statement has `NotPrincipal` in its place, or is of a policy of an identity, which has no principals. */
export function principalsOf(statement: Value): Principal[] {
    const principal = statement.at("Principal");
    if (typeof principal.raw() === "string") return [{ kind: "*", value: principal }];
    return principal.entries().flatMap(([kind, ids]) => oneOrMore(ids).map((value) => ({ kind, value })));
}

/** All of them must hold. */
export function conditionsOf(statement: Value): Condition[] {
    return statement
        .at("Condition")
        .entries()
        .flatMap(([operator, keys]) => keys.entries().map(([key, values]) => ({ operator, key, values })));
}

/** The elements of a list; the value itself where it is alone, as policy documents allow everywhere. */
export function oneOrMore(value: Value): Value[] {
    if (value.isMissing) return [];
    return Array.isArray(value.raw()) ? value.list() : [value];
}
