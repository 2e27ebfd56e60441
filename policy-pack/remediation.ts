import type { ResourceRemediation } from "@pulumi/policy";

import type { Run } from "./review";
import { appliesTo, defaults, type ResourceRule } from "./rule";

/** Mends a resource where the stack's config lets the rule do so; every property that it writes is logged. */
export function remediation(rule: ResourceRule<Record<string, unknown>>, { log }: Run): ResourceRemediation {
    return (args) => {
        const { urn, type, props } = args;
        if (rule.remediate === undefined || !appliesTo(rule, type)) return undefined;
        const before = snapshot(props);
        if (!rule.remediate(props, type, { ...defaults(rule), ...args.getConfig<object>() })) return undefined;
        for (const path of changedPaths(before, snapshot(props))) {
            log({ remediation: { rule: rule.id, urn, path } });
        }
        return props;
    };
}

/** The paths of the deepest values that differ; a value that was not there is one. */
export function changedPaths(before: unknown, after: unknown, path = ""): string[] {
    if (JSON.stringify(before) === JSON.stringify(after)) return [];
    if (!isContainer(before) || !isContainer(after) || Array.isArray(before) !== Array.isArray(after)) return [path];
    const [old, now] = [before, after] as [Record<string, unknown>, Record<string, unknown>];
    return [...new Set([...Object.keys(old), ...Object.keys(now)])].flatMap((key) => {
        const child = Array.isArray(after) ? `${path}[${key}]` : path === "" ? key : `${path}.${key}`;
        return changedPaths(old[key], now[key], child);
    });
}

function isContainer(value: unknown): value is object {
    return typeof value === "object" && value !== null;
}

/**
 * A copy to compare with. The SDK's proxies throw where a value is unknown and unwrap what is secret: the first is as if
 * it were not there, since no remediation reads or writes it.
 */
function snapshot(value: unknown): unknown {
    if (Array.isArray(value)) return Array.from({ length: value.length }, (_, index) => snapshotAt(value, index));
    if (!isContainer(value)) return value;
    return Object.fromEntries(Object.keys(value).map((key) => [key, snapshotAt(value, key)]));
}

function snapshotAt(container: object, key: string | number): unknown {
    try {
        return snapshot((container as Record<string | number, unknown>)[key]);
    } catch (error) {
        if (error instanceof Error && "unknownTypeSentinel" in error) return undefined;
        throw error;
    }
}
