import type { Account } from "./account";
import { ask, asks } from "./ask";
import { type Candidate, textOf } from "./candidate";
import { idsByInputs, taggedKinds } from "./kinds";
import { foundOf, match, type TaggedResource } from "./match";

/** Where a candidate may be in AWS. */
export interface Guess {
    readonly candidate: Candidate;
    /** ID by which Pulumi imports it; whether it is there, the provider tells. Undefined: nothing that fits is there. */
    readonly id: string | undefined;
    /** Whether there is a way to look for its type at all. */
    readonly searched: boolean;
}

/** Looks for every candidate among what the account has with the stack's tags, and the state doesn't. */
export async function findAll(
    candidates: readonly Candidate[],
    strays: ReadonlyMap<string, readonly TaggedResource[]>,
    account: Account,
    home: string,
): Promise<Guess[]> {
    const taken = new Set<string>();
    const guesses: Guess[] = [];
    for (const candidate of candidates) {
        const region = textOf(candidate, "region") ?? home;
        const found = foundOf(candidate.type, strays.get(region) ?? []).filter(({ arn }) => !taken.has(arn));
        const ofItsType = candidates.filter(({ type }) => type === candidate.type);
        const [first] = match(candidate, found, ofItsType);
        if (first !== undefined) taken.add(first.arn);
        guesses.push({ candidate, ...(await idOf(candidate, first?.id, account, region)) });
    }
    return guesses;
}

async function idOf(candidate: Candidate, byTags: string | undefined, account: Account, region: string) {
    if (taggedKinds[candidate.type] !== undefined) return { id: byTags, searched: true };
    if (asks[candidate.type] !== undefined) return { id: await ask(account, candidate, region), searched: true };
    const id = idByInputs(candidate);
    return { id, searched: id !== undefined };
}

/** Undefined where an input that it takes isn't known, or where inputs don't say it. */
function idByInputs(candidate: Candidate): string | undefined {
    if (candidate.type.startsWith("kubernetes:")) return kubernetesId(candidate);
    const inputs: (string | undefined)[] = [];
    const id = idsByInputs[candidate.type]?.((input) => {
        const text = textOf(candidate, input);
        inputs.push(text);
        return text ?? "";
    });
    return inputs.includes(undefined) ? undefined : id;
}

/** `namespace/name`, or the name of what is in no namespace. */
function kubernetesId({ inputs }: Candidate): string | undefined {
    const { metadata, name, namespace } = inputs as {
        metadata?: { name?: string; namespace?: string };
        name?: string;
        namespace?: string;
    };
    const [own, space] = [metadata?.name ?? name, metadata?.namespace ?? namespace];
    return own === undefined ? undefined : [space, own].filter((each) => each !== undefined).join("/");
}
