import { isDeepStrictEqual } from "node:util";

import type { PlannedResource } from "../preview";

/** A resource of a plan, without its values. */
export interface Named {
    readonly type: string;
    readonly name: string;
}

export interface Changed extends Named {
    /** Paths of the inputs that differ. */
    readonly paths: readonly string[];
}

/** What a pull request makes of the plan of a stack. */
export interface PlanChange {
    readonly version: 1;
    readonly stack: string;
    /** Whether there is a plan of the base beside it; without one nothing is told as changed. */
    readonly base: "compared" | "none" | "failed";
    /** How many resources the plan has of each type. */
    readonly types: readonly { readonly type: string; readonly count: number }[];
    readonly created: readonly Named[];
    readonly changed: readonly Changed[];
    readonly deleted: readonly Named[];
}

/** What was planned of the base: nothing was asked for, or it failed. */
export type BasePlan = readonly PlannedResource[] | "none" | "failed";

/** Holds a plan against that of the base, resource by resource. Both are plans from nothing. */
export function planChange(stack: string, plan: readonly PlannedResource[], base: BasePlan): PlanChange {
    const before = typeof base === "string" ? undefined : writtenInputs(base);
    const after = writtenInputs(plan);
    const changed = plan.flatMap((resource) => {
        const old = before?.get(resource.urn);
        const paths = old === undefined ? [] : differences(old, after.get(resource.urn));
        return paths.length === 0 ? [] : [{ ...named(resource), paths }];
    });
    return {
        version: 1,
        stack,
        base: typeof base === "string" ? base : "compared",
        types: counts(plan),
        created: before === undefined ? [] : plan.filter(({ urn }) => !before.has(urn)).map(named),
        changed,
        deleted: typeof base === "string" ? [] : base.filter(({ urn }) => !after.has(urn)).map(named),
    };
}

function named({ type, name }: PlannedResource): Named {
    return { type, name };
}

function counts(plan: readonly PlannedResource[]): PlanChange["types"] {
    const found = new Map<string, number>();
    for (const { type } of plan) found.set(type, (found.get(type) ?? 0) + 1);
    return [...found].map(([type, count]) => ({ type, count })).sort((one, other) => (one.type < other.type ? -1 : 1));
}

type Values = Readonly<Record<string, unknown>>;

/** Key: URN. Value: the inputs as the program wrote them. */
function writtenInputs(plan: readonly PlannedResource[]): Map<string, unknown> {
    const names = new Map(plan.flatMap(({ urn, inputs }) => randomNames(inputs).map((name) => [name, urn] as const)));
    return new Map(plan.map(({ urn, inputs }) => [urn, written(inputs, names)]));
}

/** What ends a name that a provider made up; it differs from plan to plan. */
const randomEnd = /-[0-9a-f]{7,8}$/;

/** The names in an object that a provider made up. */
function randomNames(inputs: Values): string[] {
    const { metadata } = inputs;
    const own = filledKeys(inputs).map((key) => inputs[key]);
    const annotated = isObject(metadata) ? filledKeys(metadata).map((key) => metadata[key]) : [];
    return [...own, ...annotated].filter((name) => typeof name === "string" && randomEnd.test(name)) as string[];
}

/** Inputs without what a provider filled in by itself; where other resources use a made-up name, its owner stands for it. */
function written(value: unknown, names: ReadonlyMap<string, string>): unknown {
    if (typeof value === "string") return withOwners(value, names);
    if (Array.isArray(value)) return value.map((inner) => written(inner, names));
    if (!isObject(value)) return value;
    const filled = ["__defaults", ...filledKeys(value)];
    return Object.fromEntries(
        Object.entries(value)
            .filter(([key]) => !filled.includes(key))
            .map(([key, inner]) => [key, written(inner, names)]),
    );
}

function withOwners(text: string, names: ReadonlyMap<string, string>): string {
    return text.replace(/[\w.-]+-[0-9a-f]{7,8}(?![\w-])/g, (name) => names.get(name) ?? name);
}

/** A provider lists its defaults in the object that has them; the one for Kubernetes annotates the name. */
function filledKeys(value: Values): string[] {
    const defaults = Array.isArray(value.__defaults) ? value.__defaults.filter((key) => typeof key === "string") : [];
    return isAutonamed(value) ? [...defaults, "name"] : defaults;
}

function isAutonamed({ annotations }: Values): boolean {
    return isObject(annotations) && annotations["pulumi.com/autonamed"] === "true";
}

/** Paths of what differs; a list is one value. */
function differences(before: unknown, after: unknown, path: readonly string[] = []): string[] {
    if (!isObject(before) || !isObject(after)) return isDeepStrictEqual(before, after) ? [] : [path.join(".")];
    const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
    return [...keys].flatMap((key) => differences(before[key], after[key], [...path, key]));
}

function isObject(value: unknown): value is Values {
    return typeof value === "object" && value !== null && !Array.isArray(value);
}
