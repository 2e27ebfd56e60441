/** Which fields a manager owns: keys `f:<field>` down to a leaf `{}`. https://kubernetes.io/docs/reference/using-api/server-side-apply/ */
interface Fields {
    [key: string]: Fields;
}

interface ManagedFields {
    manager?: string;
    operation?: string;
    subresource?: string;
    fieldsV1?: Fields;
}

/** What an object says of itself and of its fields' managers. */
export interface Owned {
    apiVersion: string;
    kind: string;
    metadata: { name: string; namespace?: string; resourceVersion?: string; managedFields?: ManagedFields[] };
}

/** Who applies an object, and which of its fields that owns. */
export interface Applier {
    manager: string;
    fields: Fields;
}

/**
 * Who applies an object: of those that own some of the field at the path `[part, field]`, or of `part`, the first. Somebody
 * who edits the object owns what he has edited, without having applied it, and leaves the rest of the part to its manager.
 */
export function applierOf({ metadata }: Owned, part: string, field: string): Applier | undefined {
    const appliers = (metadata.managedFields ?? []).flatMap(({ manager, operation, subresource, fieldsV1 }) =>
        operation === "Apply" && !subresource && manager !== undefined && fieldsV1?.[part] !== undefined
            ? { manager, fields: fieldsV1 }
            : [],
    );
    return appliers.find(({ fields }) => fields[part]?.[field] !== undefined) ?? appliers[0];
}

/** The part of an object that a manager owns: applying less takes away the rest, applying more takes it from others. */
export function ownedPart(object: object, { fields }: Pick<Applier, "fields">): Record<string, unknown> {
    const values = object as Record<string, unknown>;
    return Object.fromEntries(
        Object.entries(fields).flatMap(([key, below]) => {
            const name = key.replace(/^f:/, "");
            return key.startsWith("f:") && name in values ? [[name, ownedValue(values[name], below)]] : [];
        }),
    );
}

function ownedValue(value: unknown, below: Fields): unknown {
    // The elements of a list belong together; a map without fields below it is owned as one.
    const isMap = typeof value === "object" && value !== null && !Array.isArray(value);
    return isMap && Object.keys(below).some((key) => key.startsWith("f:"))
        ? ownedPart(value, { fields: below })
        : value;
}
