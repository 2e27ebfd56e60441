import * as pulumi from "@pulumi/pulumi";

/** JSON with the keys of every object in order, so that the same configuration is the same text; undefined for none. */
export function stableJson(value: pulumi.Input<object> | undefined): pulumi.Output<string> | undefined {
    return value === undefined ? undefined : pulumi.jsonStringify(value, inOrder);
}

function inOrder(_key: string, value: unknown): unknown {
    if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
    return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
