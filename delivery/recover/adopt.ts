import { UserError } from "../../embedded/errors";
import { isObject, type StateResource, type Values } from "../../embedded/upgrades/state";
import { type Candidate, titleOf } from "./candidate";
import type { ExportedState, StackEngine } from "./engine";
import type { Guess } from "./find";
import { mustAgree, taggedKinds } from "./kinds";

/** One that AWS had and the state has now. */
export interface Adopted {
    readonly candidate: Candidate;
    readonly id: string;
}

/** What became of the guesses. */
export interface Adoption {
    readonly adopted: readonly Adopted[];
    /** There, and by its content not ours: it was left alone. */
    readonly foreign: readonly Adopted[];
}

/**
 * Puts what was found into the state, and lets the engine refresh it: it reads each from AWS, and drops those that are not there.
 * `pulumi stack import` drops every operation that was pending, as it is documented to.
 */
export async function adopt(engine: StackEngine, state: ExportedState, guesses: readonly Guess[]): Promise<Adoption> {
    const wanted = possible(state, guesses);
    const { pending_operations: operations = [] } = state.deployment;
    if (wanted.length === 0 && operations.length === 0) return { adopted: [], foreign: [] };
    await refuseIfChanged(engine, state);
    await engine.import(withAdded(state, wanted));
    if (wanted.length === 0) return { adopted: [], foreign: [] };
    try {
        await engine.refresh(...wanted.flatMap(({ candidate }) => ["--target", candidate.urn]));
    } catch (error) {
        // What nobody has read must not stay there: an update would take it for made.
        await engine.import(state);
        throw error;
    }
    const read = await engine.export();
    const there = wanted.flatMap((each) => {
        const now = read.deployment.resources?.find(({ urn }) => urn === each.candidate.urn);
        return now === undefined ? [] : [{ ...each, id: now.id ?? each.id, now }];
    });
    const isOurs = ({ candidate, now }: There) =>
        (mustAgree[candidate.type] ?? []).every((key) => agrees(candidate.inputs[key], now.outputs?.[key]));
    const [ours, foreign] = [there.filter(isOurs), there.filter((each) => !isOurs(each))];
    await engine.import(settled(read, ours, foreign));
    return { adopted: ours.map(withoutState), foreign: foreign.map(withoutState) };
}

/** What is imported takes the place of the whole state: an update of somebody else's must not be lost with it. */
async function refuseIfChanged(engine: StackEngine, { deployment }: ExportedState): Promise<void> {
    const now = await engine.export();
    if (now.deployment.manifest?.time !== deployment.manifest?.time)
        throw new UserError("somebody else has updated the stack in the meantime: run alchemorsel recover again");
}

interface There extends Adopted {
    readonly now: StateResource;
}

function withoutState({ candidate, id }: There): Adopted {
    return { candidate, id };
}

/** The engine makes nothing before what it waits for, its parent and its provider: where one of these isn't there, it can't be either. */
function possible(state: ExportedState, guesses: readonly Guess[]): Adopted[] {
    const there = new Set((state.deployment.resources ?? []).map(({ urn }) => urn));
    return guesses.flatMap(({ candidate, id }) => {
        const { parent, provider, dependencies = [] } = candidate.resource;
        const needed = [...dependencies, parent, provider?.replace(/::[^:]+$/, "")];
        if (id === undefined || needed.some((urn) => urn !== undefined && !there.has(urn))) return [];
        there.add(candidate.urn);
        return [{ candidate, id }];
    });
}

function withAdded(state: ExportedState, wanted: readonly Adopted[]): ExportedState {
    const added = wanted.map(({ candidate, id }) => ({ ...candidate.resource, id, outputs: {} }));
    return withResources(state, [...(state.deployment.resources ?? []), ...added]);
}

function withResources(state: ExportedState, resources: readonly StateResource[]): ExportedState {
    return { ...state, deployment: { ...state.deployment, resources } };
}

/** With the inputs that the engine would have written down itself, so that the next update compares with them. */
function settled(state: ExportedState, ours: readonly There[], foreign: readonly There[]): ExportedState {
    const [inputs, others] = [
        new Map(ours.map(({ candidate, now }) => [candidate.urn, inputsOf(candidate, now)])),
        new Set(foreign.map(({ candidate }) => candidate.urn)),
    ];
    const resources = (state.deployment.resources ?? [])
        .filter(({ urn }) => !others.has(urn))
        .map((each) => (inputs.has(each.urn) ? { ...each, inputs: inputs.get(each.urn) } : each));
    return withResources(state, resources);
}

/** A name that Pulumi made up is the one that the resource has. */
function inputsOf({ type, inputs }: Candidate, { outputs }: StateResource): Values {
    const key = taggedKinds[type]?.name ?? "name";
    const made = outputs?.[key];
    return typeof inputs[key] === "string" && typeof made === "string" ? { ...inputs, [key]: made } : inputs;
}

function agrees(planned: unknown, now: unknown): boolean {
    if (planned === undefined) return true;
    if (Array.isArray(planned)) return Array.isArray(now) && planned.every((each, index) => agrees(each, now[index]));
    if (!isObject(planned)) return planned === now;
    return (
        isObject(now) && Object.entries(planned).every(([key, each]) => key === "__defaults" || agrees(each, now[key]))
    );
}

/** Such as `Vpc alchemorsel-staging-network (vpc-0abc)`. */
export function adoptedInWords({ candidate: { urn }, id }: Adopted): string {
    return `${titleOf(urn)} (${id})`;
}
