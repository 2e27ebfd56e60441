import { closest, distance } from "fastest-levenshtein";

/** What to add to a message about an unknown name: the nearest known one, or all of them. */
export function suggestion(name: string, known: readonly string[]): string {
    if (known.length === 0) {
        return "";
    }
    const nearest = closest(name, known);
    // Beyond half of its letters a guess confuses more than it helps.
    return distance(name, nearest) <= Math.ceil(name.length / 2)
        ? `; did you mean ${nearest}?`
        : `; known are ${known.join(", ")}`;
}
