import { unknownValue, type PlannedResource } from "../../embedded/preview";
import { isObject, nameOf, type StateResource, typeOf, type Values } from "../../embedded/upgrades/state";
import type { ExportedState } from "./engine";

/** What AWS may have and the state doesn't. */
export interface Candidate {
    readonly urn: string;
    readonly type: string;
    /** What it was to be, as the engine writes it. */
    readonly resource: StateResource;
    readonly inputs: Values;
    /** Whether the engine had written down that it was making it. */
    readonly recorded: boolean;
}

/** What was being made when an engine died, and what the program would make next: a create that failed may have done its work, too. */
export function candidatesOf(state: ExportedState, planned: readonly PlannedResource[]): Candidate[] {
    const { resources = [], pending_operations: operations = [] } = state.deployment;
    const known = new Set(resources.map(({ urn }) => urn));
    const found = new Map<string, Candidate>();
    for (const { type, resource } of operations)
        if (type === "creating" && !known.has(resource.urn)) found.set(resource.urn, candidate(resource, true));
    for (const each of planned)
        if (each.custom && each.type.startsWith("aws:") && !found.has(each.urn) && !known.has(each.urn))
            found.set(each.urn, candidate(stateOf(each), false));
    return [...found.values()];
}

function candidate(resource: StateResource, recorded: boolean): Candidate {
    return { urn: resource.urn, type: resource.type, resource, inputs: resource.inputs ?? {}, recorded };
}

/** Without what only the update would know. */
function stateOf({ urn, type, inputs, ...planned }: PlannedResource): StateResource {
    return { ...planned, urn, type, custom: true, inputs: known(inputs) as Values };
}

function known(value: unknown): unknown {
    if (Array.isArray(value)) return value.filter((each) => each !== unknownValue).map(known);
    if (!isObject(value)) return value;
    return Object.fromEntries(
        Object.entries(value)
            .filter(([, each]) => each !== unknownValue)
            .map(([key, each]) => [key, known(each)]),
    );
}

/** The text of an input; undefined where it isn't known. */
export function textOf({ inputs }: Candidate, input: string): string | undefined {
    const value = inputs[input];
    return typeof value === "string" ? value : undefined;
}

/** Such as `Vpc alchemorsel-staging-network`. */
export function titleOf(urn: string): string {
    return `${typeOf(urn).split(":").at(-1) ?? ""} ${nameOf(urn)}`;
}
