import { unknownValue } from "../preview";
import { isObject, nameOf, type StateResource } from "./state";
import type { Step } from "./steps";

/** A resource that the plan deletes and one that it creates, which are likely the same. */
export interface Rename {
    readonly deleted: StateResource;
    readonly created: StateResource;
    /** The option that keeps it. */
    readonly alias: string;
}

/** How much of the inputs has to be the same. */
const enough = 0.75;

/** The pairs of a deletion and a creation that an alias would make one resource of; those that are most alike first. */
export function renamesIn(steps: readonly Step[]): Rename[] {
    const deleted = steps.flatMap(({ op, oldState }) => (op === "delete" && oldState ? [oldState] : []));
    const created = steps.flatMap(({ op, newState }) => (op === "create" && newState ? [newState] : []));
    const pairs = deleted
        .filter(({ urn }) => !isDefaultProvider(urn))
        .flatMap((old) => created.map((now) => ({ old, now, likeness: likeness(old, now) })))
        .filter(({ likeness }) => likeness >= enough)
        .sort((one, other) => other.likeness - one.likeness);
    const taken = new Set<StateResource>();
    return pairs.flatMap(({ old, now }) => {
        if (taken.has(old) || taken.has(now)) return [];
        taken.add(old).add(now);
        return [{ deleted: old, created: now, alias: aliasOf(old, now) }];
    });
}

/** The engine makes it for whoever names none, and its name has the version of the package. */
function isDefaultProvider(urn: string): boolean {
    return /::pulumi:providers:[^:]+::default(_|$)/.test(urn);
}

/** From 0, for nothing in common, to 1; with half a place more for the same name or parent, where inputs decide nothing. */
function likeness(old: StateResource, now: StateResource): number {
    if (old.type !== now.type) return 0;
    const neighbors = (old.parent === now.parent ? 0.01 : 0) + (nameOf(old.urn) === nameOf(now.urn) ? 0.02 : 0);
    // A component is what its name and its parent are: two that differ in both have nothing in common.
    if (!old.custom) return neighbors === 0 ? 0 : enough + neighbors;
    const [before, after] = [leaves(old.inputs), leaves(now.inputs)];
    const paths = new Set([...before.keys(), ...after.keys()]);
    const [oldName, newName] = [nameOf(old.urn), nameOf(now.urn)];
    const same = [...paths].filter((path) => isSame(before.get(path), after.get(path), oldName, newName));
    return (paths.size === 0 ? 1 : same.length / paths.size) + neighbors;
}

/** A value that isn't known yet may be the same; one that has the resource's name in it has the new one now. */
function isSame(before: unknown, after: unknown, oldName: string, newName: string): boolean {
    if (before === after || after === unknownValue) return true;
    return typeof before === "string" && before.replaceAll(oldName, newName) === after;
}

/** Path → value of everything in the inputs that isn't made of other things. What a provider has made up isn't told. */
function leaves(value: unknown, path = ""): Map<string, unknown> {
    if (Array.isArray(value)) return joined(value.map((inner, index) => leaves(inner, `${path}[${index}]`)));
    if (!isObject(value)) return new Map([[path, value]]);
    const madeUp = Array.isArray(value.__defaults) ? value.__defaults : [];
    const written = Object.entries(value).filter(([key]) => key !== "__defaults" && !madeUp.includes(key));
    return joined(written.map(([key, inner]) => leaves(inner, `${path}.${key}`)));
}

function joined(maps: readonly Map<string, unknown>[]): Map<string, unknown> {
    return new Map(maps.flatMap((map) => [...map]));
}

/** The shortest option that names what was. */
function aliasOf(old: StateResource, now: StateResource): string {
    if (old.parent === now.parent) return `aliases: [{ name: ${JSON.stringify(nameOf(old.urn))} }]`;
    const isAtTop = old.parent?.includes("::pulumi:pulumi:Stack::") ?? true;
    if (isAtTop && nameOf(old.urn) === nameOf(now.urn)) return "aliases: [{ parent: pulumi.rootStackResource }]";
    return `aliases: [\`${old.urn.replace(/^urn:pulumi:[^:]+/, "urn:pulumi:${pulumi.getStack()}")}\`]`;
}
