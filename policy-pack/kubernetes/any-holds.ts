import { UnknownValue } from "../value";

/** Whether one of the conditions holds: one that does for sure is enough. If none does, one that is unknown says so. */
export function anyHolds(conditions: readonly (() => boolean)[]): boolean {
    let unknown: UnknownValue | undefined;
    for (const condition of conditions) {
        try {
            if (condition()) return true;
        } catch (error) {
            if (!(error instanceof UnknownValue)) throw error;
            unknown ??= error;
        }
    }
    if (unknown !== undefined) throw unknown;
    return false;
}
