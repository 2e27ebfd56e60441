import { Value } from "./value";

/** A resource as a rule sees it: what the program asked for, or in a stack rule what became of it. */
export interface Resource {
    readonly urn: string;
    /** Pulumi's token, as in `aws:s3/bucket:Bucket`. */
    readonly type: string;
    readonly name: string;
    readonly properties: Value;
    /** Whether the resource is protected from deletion (`protect` of its options). */
    readonly protect: boolean;
    /** The properties of its provider, if it has one of its own. */
    readonly provider?: Value;
    /** URNs of the resources that a property's value comes from; none where nothing is known of it. */
    dependenciesOf(property: string): readonly string[];
}

/** All resources of a stack. */
export interface Stack {
    /** A finding about the stack as a whole has no URN. */
    readonly urn?: undefined;
    readonly resources: readonly Resource[];
    ofType(...types: readonly string[]): Resource[];
    withUrn(urn: string): Resource | undefined;
}

export function stackOf(resources: readonly Resource[]): Stack {
    const byType = new Map<string, Resource[]>();
    const byUrn = new Map<string, Resource>();
    for (const resource of resources) {
        if (!byUrn.has(resource.urn)) byUrn.set(resource.urn, resource);
        const ofItsType = byType.get(resource.type);
        if (ofItsType === undefined) byType.set(resource.type, [resource]);
        else ofItsType.push(resource);
    }
    // A rule asks for each resource what belongs to it: a large stack is not to be gone through each time.
    return {
        resources,
        ofType: (...types) => types.flatMap((type) => byType.get(type) ?? []),
        withUrn: (urn) => byUrn.get(urn),
    };
}

/**
 * What the program gave for a property: missing where it left it to the provider. At a preview such a value is unknown
 * too, but it comes from no other resource.
 */
export function given(resource: Resource, property: string): Value {
    const value = resource.properties.at(property);
    const isComputed = value.isUnknown && resource.dependenciesOf(property).length === 0;
    return isComputed ? Value.of(resource.urn, undefined, property) : value;
}

/**
 * Whether a property of one resource, or a value below it, names the other. Undefined: not to be said before the update.
 *
 * Two values that are known decide. An ID is known only after the update; before it, a name comes from a resource if that
 * is the only one of its type that the property's value comes from. A value that comes from something else, as from
 * another setting of the same bucket, may name anything.
 *
 * @param ids The properties by which the other is named, as in `metadata.name`.
 */
export function refersTo(
    from: Resource,
    property: string | readonly (string | number)[],
    to: Resource,
    ids: readonly string[] = ["id"],
): boolean | undefined {
    const keys = [property].flat();
    const value = from.properties.at(...keys);
    const sources = from.dependenciesOf(String(keys[0]));
    if (!value.isUnknown) {
        if (value.isMissing) return false;
        const known = ids
            .map((id) => to.properties.at(...id.split(".")))
            .filter((id) => !id.isUnknown && !id.isMissing);
        if (known.some((id) => id.raw() === value.raw())) return true;
        return known.length < ids.length && sources.includes(to.urn);
    }
    const ofItsType = sources.filter((urn) => typeOf(urn) === to.type);
    if (ofItsType.length === 0) return undefined;
    if (!ofItsType.includes(to.urn)) return false;
    return ofItsType.length === 1 ? true : undefined;
}

/** The type in a URN, which has those of its parents before it. */
export function typeOf(urn: string): string | undefined {
    return urn.split("::")[2]?.split("$").at(-1);
}
