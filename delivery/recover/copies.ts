import { reasonOf } from "../reason-of";
import type { ExportedState } from "./engine";
import { foundOf, type TaggedResource } from "./match";

/**
 * Of what AWS makes a second one where a create is called twice: it has no name of its own there, and the call no token that tells
 * AWS that it is the same. All other creates are refused the second time, or answered with what the first has made.
 */
const kinds = [
    "aws:ec2/eip:Eip",
    "aws:ec2/internetGateway:InternetGateway",
    "aws:ec2/vpc:Vpc",
    "aws:kms/key:Key",
] as const;

/** A second one of what the state has. */
export interface Copy extends TaggedResource {
    readonly kind: (typeof kinds)[number];
    readonly id: string;
    readonly region: string;
}

/** Those of the strays that are of such a kind, and have all the tags of one that the state has. */
export function copiesAmong(strays: readonly TaggedResource[], { deployment }: ExportedState): Copy[] {
    const resources = deployment.resources ?? [];
    return kinds.flatMap((kind) =>
        foundOf(kind, strays)
            .filter((stray) =>
                resources.some(({ type, outputs }) => type === kind && haveSame(stray.tags, outputs?.tagsAll)),
            )
            .map(({ arn, tags, id }) => ({ arn, tags, id, kind, region: arn.split(":")[3] ?? "" })),
    );
}

function haveSame(tags: Readonly<Record<string, string>>, others: unknown): boolean {
    const entries = Object.entries((others ?? {}) as Record<string, unknown>);
    // Without a tag of its own one is like another.
    return (
        "Name" in tags &&
        entries.length === Object.keys(tags).length &&
        entries.every(([key, each]) => tags[key] === each)
    );
}

/** One that was to be deleted and is there still. */
export interface KeptCopy {
    readonly copy: Copy;
    /** In AWS' words. */
    readonly why: string;
}

/** Deletes those that can be. */
export async function removeAll(copies: readonly Copy[], remove: (copy: Copy) => Promise<void>) {
    const [removed, kept]: [Copy[], KeptCopy[]] = [[], []];
    for (const copy of copies) {
        try {
            await remove(copy);
            removed.push(copy);
        } catch (error) {
            kept.push({ copy, why: reasonOf(error) });
        }
    }
    return { removed, kept };
}
