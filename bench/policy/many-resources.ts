import { allCases } from "../../test/policy-pack/all-cases";
import { type CaseResource, unknown } from "../../test/policy-pack/rule-cases";

/**
 * So many resources: those of all compliant cases, over and over. Each copy of a case has names, namespaces and buckets of
 * its own, and within it everything still names what it named: no cluster has a thousand objects of one name in one
 * namespace, and no account a thousand buckets of one name.
 */
export function manyResources(count: number): CaseResource[] {
    const models = allCases().flatMap(({ compliant }) => Object.values(compliant).map((one) => [one.resources].flat()));
    const resources: CaseResource[] = [];
    for (let copy = 0; resources.length < count; copy++) {
        resources.push(...copyOf(models[copy % models.length] ?? [], copy));
    }
    return resources.slice(0, count);
}

function copyOf(model: readonly CaseResource[], copy: number): CaseResource[] {
    const names = new Set(model.flatMap(({ properties }) => namesIn(properties)));
    const rename = (value: unknown, hasSource: boolean): unknown => {
        if (value === unknown) return hasSource ? unknown : `known-${copy}`;
        if (typeof value === "string") return names.has(value) ? `${value}-${copy}` : value;
        if (Array.isArray(value)) return value.map((each) => rename(each, hasSource));
        if (typeof value !== "object" || value === null) return value;
        return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, rename(each, hasSource)]));
    };
    return model.map((resource) => ({
        ...resource,
        name: `${resource.name ?? "orders"}-${copy}`,
        properties: Object.fromEntries(
            Object.entries(resource.properties).map(([property, value]) => [
                property,
                rename(value, (resource.dependencies?.[property] ?? []).length > 0),
            ]),
        ),
        dependencies: Object.fromEntries(
            Object.entries(resource.dependencies ?? {}).map(([property, sources]) => [
                property,
                sources.map((source) => `${source}-${copy}`),
            ]),
        ),
    }));
}

/** What resources are known by: to AWS, and to Kubernetes. */
const identities = ["id", "arn", "bucket", "bucketDomainName", "bucketRegionalDomainName", "clusterIdentifier"];

function namesIn(properties: Record<string, unknown>): string[] {
    const { name, namespace } = (properties.metadata ?? {}) as Record<string, unknown>;
    return [...identities.map((identity) => properties[identity]), name, namespace].filter(
        (text): text is string => typeof text === "string" && text !== unknown,
    );
}
