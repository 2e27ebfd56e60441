/** Takes what belongs to a value of this shape, and nothing else; fails where it isn't one. Never repeats what it read. */
export type Shape<T> = (raw: unknown, where: string) => T;

/** What was read has another shape. */
export class WrongShape extends Error {}

export const text: Shape<string> = (raw, where) => (typeof raw === "string" ? raw : fail(where, "text"));

export function matching(pattern: RegExp, expected: string): Shape<string> {
    return (raw, where) => (typeof raw === "string" && pattern.test(raw) ? raw : fail(where, expected));
}

/** A whole number from 0, or from another least one. */
export function wholeNumber(least = 0): Shape<number> {
    return (raw, where) =>
        Number.isSafeInteger(raw) && (raw as number) >= least ? (raw as number) : fail(where, `a number from ${least}`);
}

export function oneOf<const T extends string | number>(...values: readonly T[]): Shape<T> {
    return (raw, where) =>
        values.find((value) => value === raw) ?? fail(where, values.map((value) => JSON.stringify(value)).join(" or "));
}

export function optional<T>(shape: Shape<T>): Shape<T | undefined> {
    return (raw, where) => (raw === undefined ? undefined : shape(raw, where));
}

export function list<T>(shape: Shape<T>): Shape<T[]> {
    return (raw, where) =>
        Array.isArray(raw) ? raw.map((element, index) => shape(element, `${where}[${index}]`)) : fail(where, "a list");
}

export function object<T extends object>(fields: { readonly [K in keyof T]-?: Shape<T[K]> }): Shape<T> {
    return (raw, where) => {
        if (typeof raw !== "object" || raw === null || Array.isArray(raw)) return fail(where, "an object");
        const entries = Object.entries<Shape<unknown>>(fields as Record<string, Shape<unknown>>).map(
            ([key, shape]): [string, unknown] => [
                key,
                shape(
                    Object.hasOwn(raw, key) ? (raw as Record<string, unknown>)[key] : undefined,
                    where === "" ? key : `${where}.${key}`,
                ),
            ],
        );
        return Object.fromEntries(entries.filter(([, value]) => value !== undefined)) as T;
    };
}

function fail(where: string, expected: string): never {
    throw new WrongShape(where === "" ? `it is not ${expected}` : `${where} is not ${expected}`);
}
