import { type Resource, stackOf } from "../../policy-pack/resource";
import type { Finding } from "../../policy-pack/finding";
import { evaluateResource, evaluateStack } from "../../policy-pack/evaluate";
import { defaults, isStackRule, type Rule } from "../../policy-pack/rule";
import { Value } from "../../policy-pack/value";

/** A resource of a case, as the engine hands it to a policy. */
export interface CaseResource {
    type: string;
    /** `orders` by default. */
    name?: string;
    properties: Record<string, unknown>;
    protect?: boolean;
    /** Properties of the resource's own provider. */
    provider?: Record<string, unknown>;
    /** Property → names of the case's resources that its value comes from. */
    dependencies?: Record<string, string[]>;
}

export interface Case {
    resources: CaseResource | CaseResource[];
    parameters?: Record<string, unknown>;
}

/** Written from a page of AWS or Kubernetes. */
export interface CompliantCase extends Case {
    source: string;
}

/**
 * Where something is found: the path of the property (`spec.containers[0].image`), empty for the resource as a whole. In a
 * case with several resources the name comes before it: `orders` or `orders storageEncrypted`. A stack as a whole: `stack`.
 */
export type Place = string;

export interface ViolatingCase extends Case {
    at: Place[];
}

export interface UnknownCase extends Case {
    undetermined: Place[];
    /** Violations that are found all the same. */
    at?: Place[];
}

/** What a rule is tried with. The case of a secret and that of an exemption are made from these. */
export interface RuleCases {
    rule: Rule;
    compliant: Record<string, CompliantCase>;
    /** At least five, among them a plain one, one that is nested or by a default, and one through a patch or a split resource where there is such. */
    violating: Record<string, ViolatingCase>;
    unknown: Record<string, UnknownCase>;
}

/** A value that only the update will know, as the engine marks it. */
export const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

export function toResource(resource: CaseResource, wrap: (properties: object) => object = (same) => same): Resource {
    const { type, name = "orders", properties, protect = false, provider, dependencies = {} } = resource;
    const urn = urnOf(type, name);
    return {
        urn,
        type,
        name,
        protect,
        properties: Value.of(urn, wrap(properties)),
        ...(provider && { provider: Value.of(urn, wrap(provider)) }),
        dependenciesOf: (property) => dependencies[property] ?? [],
    };
}

export function urnOf(type: string, name: string): string {
    return `urn:pulumi:production::shop::${type}::${name}`;
}

/** What the rule of the cases finds in one of them. */
export function findingsOf(
    rule: Rule,
    { resources, parameters }: Case,
    wrap?: (properties: object) => object,
): Finding[] {
    const list = [resources].flat();
    const urns = new Map(list.map(({ type, name = "orders" }) => [name, urnOf(type, name)]));
    const reviewed = list.map((resource) => ({
        ...toResource(resource, wrap),
        dependenciesOf: (property: string) =>
            (resource.dependencies?.[property] ?? []).map((name) => {
                const urn = urns.get(name);
                if (urn === undefined) throw new Error(`the case has no resource ${name}`);
                return urn;
            }),
    }));
    const settings = { ...defaults(rule), ...parameters };
    return isStackRule(rule)
        ? evaluateStack(rule, stackOf(reviewed), settings)
        : reviewed.flatMap((resource) => evaluateResource(rule, resource, settings));
}

/** Where a finding is, as the cases write it. */
export function placeOf({ urn, path }: Finding, { resources }: Case): Place {
    if (urn === undefined) return "stack";
    return Array.isArray(resources) && resources.length > 1
        ? [urn.split("::").at(-1), path].filter((part) => part !== "").join(" ")
        : path;
}
