/** As many items as there is room for: all of them, or so many from the first to the last in even steps. */
export function spread<T>(items: readonly T[], room: number, lengthOf: (item: T) => number): readonly T[] {
    const lengths = items.map(lengthOf);
    if (lengths.reduce((sum, length) => sum + length, 0) <= room) return items;
    const longest = lengths.reduce((most, length) => Math.max(most, length), 1);
    const count = Math.max(2, Math.floor(room / longest));
    return Array.from(
        { length: count },
        (_, index) => items[Math.round((index * (items.length - 1)) / (count - 1))] as T,
    );
}

/** A text that is longer says nothing more. */
const longestText = 400;

/** The beginning of a text; no character is cut in halves. */
export function clip(text: string): string {
    if (text.length <= longestText) return text;
    return `${text.slice(0, longestText - 1).replace(/\p{Surrogate}$/u, "")}…`;
}
