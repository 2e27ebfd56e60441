import type { Entry, Release } from "../release/release";

/** What a webhook gets of an entry, as JSON. `release` and `at` name it: the same one may come twice. */
export interface Message {
    release: string;
    stack: string;
    group?: string;
    color: Release["color"];
    images: Release["images"];
    phase: Entry["phase"];
    step?: number;
    at: string;
    by: string;
    why?: string;
    weights?: Entry["weights"];
    gates?: Entry["gates"];
}

export function messageOf({ id, stack, group, color, images }: Release, entry: Entry): Message {
    const { phase, step, at, by, why, weights, gates } = entry;
    return { release: id, stack, group, color, images, phase, step, at, by, why, weights, gates };
}
