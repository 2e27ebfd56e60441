import { closest, distance } from "fastest-levenshtein";

/** `: did you mean …?` where something is near to the name, else what there is. */
export function suggestion(name: string, known: readonly string[]): string {
    const near = known.length > 0 ? closest(name, known) : undefined;
    if (near !== undefined && distance(name, near) <= Math.max(2, name.length / 3)) return `: did you mean ${near}?`;
    return known.length > 0 && known.length <= 10 ? `; there are: ${known.join(", ")}` : "";
}
