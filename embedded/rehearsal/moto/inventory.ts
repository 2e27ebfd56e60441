import * as path from "node:path";

import { run } from "../../process";
import type { StateResource } from "../../upgrades/state";

/** Something that an AWS has. */
export interface Item {
    /** Service and the list that it is in, such as `ec2 Vpcs`. */
    readonly kind: string;
    /** As AWS lists it: an ID, a name or an ARN. */
    readonly id: string;
    readonly name: string;
}

/** All that an AWS has of the kinds that the stacks make, as its own lists tell it. */
export async function inventoryOf(python: string, url: string, regions: readonly string[]): Promise<Item[]> {
    const script = path.join(__dirname, "inventory.py");
    const { stdout } = await run(python, [script, url, ...regions], { env: { PATH: process.env.PATH } });
    return JSON.parse(stdout) as Item[];
}

/** What there is beside what was there before the stack and what its state has. */
export function besideState(
    items: readonly Item[],
    before: readonly Item[],
    resources: readonly StateResource[],
): Item[] {
    const known = new Set(before.map(keyOf));
    // What AWS makes with a resource by itself, such as a cluster's security group, is told among its outputs.
    const inState = new Set(resources.flatMap(({ id, outputs }) => [id, ...textsIn(outputs)]));
    return items.filter((item) => !known.has(keyOf(item)) && !inState.has(item.id));
}

/** Those of them that have the name and the kind of another that there is. */
export function copiesAmong(beside: readonly Item[], all: readonly Item[]): Item[] {
    return beside.filter(
        ({ kind, id, name }) =>
            name !== "" && all.some((each) => each.kind === kind && each.id !== id && each.name === name),
    );
}

function textsIn(value: unknown): string[] {
    if (typeof value === "string") return [value];
    return typeof value === "object" && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

function keyOf({ kind, id }: Item): string {
    return `${kind} ${id}`;
}
