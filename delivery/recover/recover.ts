import type { Account } from "./account";
import { type Adopted, adopt } from "./adopt";
import { type Candidate, candidatesOf, textOf, titleOf } from "./candidate";
import { copiesAmong, type Copy, type KeptCopy, removeAll } from "./copies";
import { type ExportedState, StackEngine, type StackPlace } from "./engine";
import { findAll, type Guess } from "./find";
import { type TaggedResource, withoutSuffix } from "./match";
import type { StackTags } from "./stack-tags";
import { isInState } from "./strays";
import { unlock } from "./unlock";

/** What a recovery found and did. */
export interface Recovery {
    /** The lock that it removed, in a sentence. */
    readonly unlocked: string | undefined;
    /** What the engine was at when it died, such as `creating Vpc alchemorsel-staging-network`. */
    readonly pending: readonly string[];
    /** What was made and not to its end, and is in the state now as AWS has it. */
    readonly reread: readonly string[];
    readonly adopted: readonly Adopted[];
    readonly foreign: readonly Adopted[];
    /** Creates that were pending and of which AWS has nothing: the next update makes them. */
    readonly cleared: readonly Candidate[];
    /** Creates that were pending and for which there is no way to look. */
    readonly unsearched: readonly Candidate[];
    /** What AWS has a second time, because a create was made again: those that were deleted, that could not be, and that were not to be. */
    readonly removed: readonly Copy[];
    readonly kept: readonly KeptCopy[];
    readonly copies: readonly Copy[];
    /** What AWS has else with the stack's tags beside all that the state has. */
    readonly strays: readonly TaggedResource[];
}

export interface RecoverOptions {
    readonly place: StackPlace;
    readonly account: Account;
    readonly stackTags: StackTags;
    /** Whether a person has said that the lock's holder is dead. */
    readonly unlock: boolean;
    /** Deletes a copy, and fails where something uses it. Default: each is only named. */
    readonly remove?: ((copy: Copy) => Promise<void>) | undefined;
    readonly tell: (line: string) => void;
}

/** Brings a stack's state and AWS together after an update that died or failed in the middle. It deletes copies, where it is told to, and nothing else. */
export async function recover({ place, account, stackTags, ...options }: RecoverOptions): Promise<Recovery> {
    const { unlock: sure, remove, tell } = options;
    const engine = new StackEngine(place);
    const before = await engine.export();
    const unlocked = await unlock(engine, rootOf(before), place.stack, sure);
    const unlockedState = await engine.export();
    const { state, reread } = await reading(engine, unlockedState, tell);
    // A look at the lock clears all that was pending but creates; an engine with the lock may have written until it went.
    const begun = (unlocked === undefined ? before : unlockedState).deployment.pending_operations ?? [];
    tell("asking what the program would make");
    const candidates = candidatesOf(state, await engine.planned());
    const regions = new Set([stackTags.region, ...candidates.flatMap((each) => textOf(each, "region") ?? [])]);
    const roles = roleNames(state, candidates);
    const list = (of: ExportedState) => straysIn(of, { regions, roles }, account, stackTags);
    tell(`looking for ${candidates.length} resources in AWS`);
    const guesses = await findAll(candidates, await list(state), account, stackTags.region);
    const { adopted, foreign } = await adopt(engine, state, guesses);
    const after = adopted.length === 0 ? state : await engine.export();
    const beside = unique([...(await list(after)).values()].flat());
    return {
        ...{ unlocked, pending: begun.map(inWords), reread, adopted, foreign },
        ...open(guesses, [...adopted, ...foreign]),
        ...(await withoutCopies(beside, after, remove)),
    };
}

async function withoutCopies(
    beside: readonly TaggedResource[],
    state: ExportedState,
    remove: RecoverOptions["remove"],
) {
    const copies = copiesAmong(beside, state);
    const strays = beside.filter(({ arn }) => !copies.some((copy) => copy.arn === arn));
    if (remove === undefined) return { removed: [], kept: [], copies, strays };
    return { ...(await removeAll(copies, remove)), copies: [], strays };
}

/**
 * What was made and not to its end, such as a key whose rotation was refused, is in the state without what only AWS knows of it; and no
 * plan is made of what needs that. The next update finishes it.
 */
async function reading(engine: StackEngine, state: ExportedState, tell: (line: string) => void) {
    const urns = (state.deployment.resources ?? [])
        .filter(({ initErrors = [] }) => initErrors.length > 0)
        .map(({ urn }) => urn);
    if (urns.length === 0) return { state, reread: [] };
    tell(`reading ${urns.length} resources from AWS that were not made to their end`);
    await engine.refresh(...urns.flatMap((urn) => ["--target", urn]));
    return { state: await engine.export(), reread: urns.map(titleOf) };
}

function rootOf({ deployment }: ExportedState): string | undefined {
    return deployment.resources?.find(({ type }) => type === "pulumi:pulumi:Stack")?.urn;
}

interface Where {
    readonly regions: ReadonlySet<string>;
    readonly roles: readonly string[];
}

/** By region; roles, which are of none, are there in each. */
async function straysIn(
    state: ExportedState,
    { regions, roles }: Where,
    account: Account,
    { tags }: StackTags,
): Promise<Map<string, TaggedResource[]>> {
    const found = new Map<string, TaggedResource[]>();
    const ofNone = await account.roles(tags, roles);
    for (const region of regions) {
        const all = [...(await account.tagged(region, tags)), ...ofNone];
        found.set(
            region,
            all.filter((each) => !isInState(each, state)),
        );
    }
    return found;
}

/** What the names of the stack's roles begin with. */
function roleNames({ deployment }: ExportedState, candidates: readonly Candidate[]): string[] {
    return [...(deployment.resources ?? []), ...candidates]
        .filter(({ type }) => type === "aws:iam/role:Role")
        .flatMap(({ inputs }) => (typeof inputs?.name === "string" ? withoutSuffix(inputs.name) : []));
}

function open(guesses: readonly Guess[], settled: readonly Adopted[]) {
    const urns = new Set(settled.map(({ candidate }) => candidate.urn));
    const left = guesses.filter(({ candidate }) => candidate.recorded && !urns.has(candidate.urn));
    return {
        cleared: left.filter(({ searched }) => searched).map(({ candidate }) => candidate),
        unsearched: left.filter(({ searched }) => !searched).map(({ candidate }) => candidate),
    };
}

function inWords({ type, resource: { urn } }: { type: string; resource: { urn: string } }): string {
    return `${type} ${titleOf(urn)}`;
}

function unique(tagged: readonly TaggedResource[]): TaggedResource[] {
    return [...new Map(tagged.map((each) => [each.arn, each])).values()];
}
