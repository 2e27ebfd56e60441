import type { PlannedResource } from "../../embedded/preview";
import type { Existing } from "./existing";
import { clusterFinders } from "./match-cluster";
import { databaseFinders } from "./match-database";
import { networkFinders } from "./match-network";

/** A resource of the stack, and the ID by which Pulumi imports what there is of it. */
export interface Match {
    readonly resource: PlannedResource;
    readonly id: string;
}

export interface Matches {
    readonly taken: readonly Match[];
    /** Resources for which there is more than one thing. */
    readonly unclear: readonly { readonly resource: PlannedResource; readonly candidates: readonly string[] }[];
}

/** The IDs of what a planned resource could be, of all that there is. */
export type Finder = (resource: PlannedResource, matching: Matching) => readonly string[];

/**
 * Each type's finder, in the order in which they are asked: one may look at what those before it have found. Of what isn't
 * here nothing is taken in.
 */
const finders: readonly (readonly [type: string, find: Finder])[] = [
    ...networkFinders,
    ...clusterFinders,
    ...databaseFinders,
    ["aws:cloudwatch/logGroup:LogGroup", logGroup],
];

function logGroup({ inputs }: PlannedResource, { existing }: Matching): readonly string[] {
    return existing.logGroups.filter((name) => name === inputs.name);
}

/** What is taken as what. Nothing is taken twice for the same type: the first in the plan has it. */
export function match(plan: readonly PlannedResource[], existing: Existing): Matches {
    const matching = new Matching(plan, existing);
    const unclear: { resource: PlannedResource; candidates: string[] }[] = [];
    for (const [type, find] of finders) {
        for (const resource of plan.filter((each) => each.custom === true && each.type === type)) {
            const candidates = find(resource, matching).filter((id) => !matching.has(type, id));
            const [id, ...more] = new Set(candidates);
            if (more.length > 0) unclear.push({ resource, candidates: [...new Set(candidates)] });
            else if (id !== undefined) matching.take(resource, id);
        }
    }
    return { taken: matching.taken, unclear };
}

/** A plan, what there is, and what is taken already. */
export class Matching {
    private readonly matches = new Map<string, Match>();

    constructor(
        private readonly plan: readonly PlannedResource[],
        readonly existing: Existing,
    ) {}

    get taken(): Match[] {
        return [...this.matches.values()];
    }

    take(resource: PlannedResource, id: string): void {
        this.matches.set(resource.urn, { resource, id });
    }

    has(type: string, id: string): boolean {
        return this.taken.some((each) => each.resource.type === type && each.id === id);
    }

    /** The ID of the resource that an input comes from, once it is taken. */
    idOf(resource: PlannedResource, input: string, type: string): string | undefined {
        const urns = resource.propertyDependencies?.[input] ?? [];
        return urns.flatMap((urn) => this.matches.get(urn) ?? []).find((each) => each.resource.type === type)?.id;
    }

    /** The resources of a type with an input that comes from this one. */
    users({ urn }: PlannedResource, type: string, input: string): PlannedResource[] {
        return this.plan.filter(
            (each) => each.type === type && (each.propertyDependencies?.[input] ?? []).includes(urn),
        );
    }
}
