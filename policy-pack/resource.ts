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
    readonly resources: readonly Resource[];
    ofType(...types: readonly string[]): Resource[];
}

export function stackOf(resources: readonly Resource[]): Stack {
    return { resources, ofType: (...types) => resources.filter(({ type }) => types.includes(type)) };
}

/**
 * Whether a property of one resource names the other: by where its value comes from, since an ID is known only after the
 * update, and by the value itself where it is known. Undefined: not to be said before the update.
 */
export function refersTo(
    from: Resource,
    property: string,
    to: Resource,
    ids: readonly string[] = ["id"],
): boolean | undefined {
    if (from.dependenciesOf(property).includes(to.urn)) return true;
    const value = from.properties.at(property);
    if (value.isUnknown) return from.dependenciesOf(property).length > 0 ? false : undefined;
    const known = ids.map((id) => to.properties.at(id)).filter((id) => !id.isUnknown && !id.isMissing);
    return known.some((id) => id.raw() === value.raw());
}
