import { containerLists, isPatch, podPath } from "./pod";

type Properties = Record<string, unknown>;

/**
 * The spec of the pod in a workload's properties, for a remediation that concerns Linux. None in a patch, which leaves out
 * what it doesn't set, and for a pod of Windows, where the API refuses the settings of Linux.
 */
export function specToWrite(properties: Properties, type: string): Properties | undefined {
    if (isPatch(type)) return undefined;
    const spec = [...podPath(type), "spec"].reduce<unknown>(
        (value, key) => (isObject(value) ? value[key] : undefined),
        properties,
    );
    if (!isObject(spec)) return undefined;
    return isObject(spec.os) && spec.os.name === "windows" ? undefined : spec;
}

export function containersToWrite(spec: Properties): Properties[] {
    return containerLists.flatMap((list) => {
        const containers = spec[list];
        // The SDK's proxy of a list fails in `filter` itself, hence the copy. Its elements are not copied.
        return Array.isArray(containers) ? [...(containers as unknown[])].filter(isObject) : [];
    });
}

/** The object under the key, which is put there if there is none. Undefined where something else stands. */
export function objectIn(parent: Properties, key: string): Properties | undefined {
    parent[key] ??= {};
    const child = parent[key];
    return isObject(child) ? child : undefined;
}

export function isSet(value: unknown): boolean {
    return value !== undefined && value !== null;
}

function isObject(value: unknown): value is Properties {
    return typeof value === "object" && value !== null && !Array.isArray(value);
}
