import type { Step } from "../../embedded/upgrades/steps";
import { valueAt } from "../../embedded/upgrades/values";
import type { Match } from "./match";

/** What the next update would change of something that was taken in. */
export interface Difference {
    readonly type: string;
    readonly name: string;
    readonly id: string;
    /** First part of the property's path. */
    readonly property: string;
    readonly theirs: unknown;
    readonly ours: unknown;
    /** Whether the provider can't change it, and would make the thing anew. */
    readonly replaces: boolean;
}

/** The differences between what was taken in and the stack, as the provider itself tells them. */
export function differencesIn(steps: readonly Step[], taken: readonly Match[]): Difference[] {
    return allIn(steps, taken).filter((each) => !isOfStateAlone(each));
}

/** Names of what the next update only reads anew into the state: the import left something out that nobody sets. */
export function readAnewIn(steps: readonly Step[], taken: readonly Match[]): string[] {
    const changed = new Set(differencesIn(steps, taken).map(({ name }) => name));
    const names = new Set(allIn(steps, taken).map(({ name }) => name));
    return [...names].filter((name) => !changed.has(name));
}

/** Neither is it there, nor does the stack have a value for it: the provider alone computes it. */
function isOfStateAlone({ theirs, ours }: Difference): boolean {
    return (theirs === undefined || theirs === null) && ours === undefined;
}

function allIn(steps: readonly Step[], taken: readonly Match[]): Difference[] {
    return taken.flatMap(({ resource, id }) => {
        const step = steps.find(({ urn, op }) => urn === resource.urn && op !== "same" && op !== "create");
        return step === undefined ? [] : ofStep(step, { type: resource.type, name: resource.name, id });
    });
}

function ofStep(step: Step, about: Pick<Difference, "type" | "name" | "id">): Difference[] {
    const paths = Object.entries(step.detailedDiff ?? {});
    const properties = new Set(paths.map(([path]) => firstOf(path)));
    return [...properties].map((property) => ({
        ...about,
        property,
        // What the provider compares with: what it has read, and not what it made inputs of.
        theirs: valueAt(step.oldState?.outputs, property) ?? valueAt(step.oldState?.inputs, property),
        ours: valueAt(step.newState?.inputs, property),
        replaces: paths.some(([path, { kind }]) => firstOf(path) === property && kind.endsWith("-replace")),
    }));
}

function firstOf(path: string): string {
    return path.split(/[.[]/)[0] ?? path;
}
