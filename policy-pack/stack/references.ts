import { type Resource, typeOf } from "../resource";
import { type Marks, readable } from "./candidates";

/**
 * The marks of a property by which `refersTo` may say that it names a resource, or may name it.
 *
 * @param types Of the resources in question. One whose value comes from none of a type may name any of that type; where
 * only names that are sure are asked for, there are none to give.
 */
export function marksOfReference(
    from: Resource,
    property: string | readonly (string | number)[],
    types: readonly string[],
): Marks {
    const keys = [property].flat();
    const sources = from.dependenciesOf(String(keys[0]));
    return readable(() => {
        const value = from.properties.at(...keys);
        if (!value.isUnknown) return value.isMissing ? [] : marksOf([value.raw()], sources);
        return marksOf([], sources, typesLeftOpen(from, keys, types));
    });
}

/** The types of which a property may name any resource, as far as can be known before the update. */
export function typesLeftOpen(
    from: Resource,
    property: string | readonly (string | number)[],
    types: readonly string[],
): string[] {
    const keys = [property].flat();
    if (!from.properties.at(...keys).isUnknown) return [];
    const known = from.dependenciesOf(String(keys[0])).map(typeOf);
    return types.filter((type) => !known.includes(type));
}

/** The marks of a resource that such a property may name. */
export function marksOfTarget({ urn, type, properties }: Resource, ids: readonly string[] = ["id"]): Marks {
    return readable(() => {
        const known = ids.map((id) => properties.at(...id.split("."))).filter((id) => !id.isUnknown && !id.isMissing);
        return marksOf(
            known.map((id) => id.raw()),
            [urn],
            [type],
        );
    });
}

/** The marks of something by what it is called, by where that comes from, and by the types of which it may be any. */
export function marksOf(ids: readonly unknown[], urns: readonly string[], types: readonly string[] = []): string[] {
    // An object is equal to no other.
    const plain = ids.filter((id) => typeof id !== "object");
    return [
        ...plain.map((id) => `is ${String(id)}`),
        ...urns.map((urn) => `from ${urn}`),
        ...types.map((type) => `any ${type}`),
    ];
}
