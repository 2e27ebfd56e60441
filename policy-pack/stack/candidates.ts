import { UnknownValue, WrongType } from "../value";

/** What things that belong together have in common; undefined where that can't be read: it may belong to anything. */
export type Marks = readonly string[] | undefined;

/** Under these what may be found by any marks is filed, and everything, for those who ask without a mark. */
const any = "may be any";
const each = "is one of them";

/**
 * Things, filed by marks: a rule that compares the resources of one kind with those of another asks for the few that
 * share a mark, as a stack of ten thousand has a hundred million pairs. What is found may still not belong: the rule
 * decides that as if it had gone through all. What is not found does not belong.
 */
export class Candidates<T> {
    private readonly items: T[] = [];
    private readonly positions = new Map<string, number[]>();

    /** Files one more thing: by one mark of each kind, in all combinations. */
    add(item: T, ...kinds: readonly Marks[]): void {
        const position = this.items.push(item) - 1;
        for (const key of combine(kinds.map((marks) => [...(marks ?? [any]), each]))) {
            const list = this.positions.get(key);
            if (list === undefined) this.positions.set(key, [position]);
            else list.push(position);
        }
    }

    /** Those that share a mark of each kind, or may do so, in the order in which they were filed. */
    find(...kinds: readonly Marks[]): T[] {
        const keys = combine(kinds.map((marks) => (marks === undefined ? [each] : [...marks, any])));
        const found = new Set(keys.flatMap((key) => this.positions.get(key) ?? []));
        return [...found].sort((one, other) => one - other).map((position) => this.items[position] as T);
    }
}

function combine(kinds: readonly (readonly string[])[]): string[] {
    return kinds.reduce<string[]>(
        (keys, marks) => keys.flatMap((key) => [...new Set(marks)].map((mark) => `${key}\n${mark}`)),
        [""],
    );
}

/** What was read; undefined where that can't be done, or not before the update. */
export function readable<T>(read: () => T): T | undefined {
    try {
        return read();
    } catch (error) {
        if (error instanceof UnknownValue || error instanceof WrongType) return undefined;
        throw error;
    }
}
