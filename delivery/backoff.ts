import type { Clock } from "./clock";

const firstMilliseconds = 200;
const longestMilliseconds = 2_000;

/** A failure that may go by itself. `afterMilliseconds`: how long to wait at least, as the other side asks. */
export interface Transient {
    afterMilliseconds?: number;
}

/**
 * Tries again what fails in a way that may go by itself, at growing intervals, until a moment (as `clock.now` counts). There
 * is always a first try; the last failure is thrown.
 */
export async function untilDone<T>(
    clock: Clock,
    until: number,
    attempt: () => Promise<T>,
    transient: (error: unknown) => Transient | undefined,
): Promise<T> {
    for (let wait = firstMilliseconds; ; wait = Math.min(2 * wait, longestMilliseconds)) {
        try {
            return await attempt();
        } catch (error) {
            const found = transient(error);
            const pause = Math.max(wait, found?.afterMilliseconds ?? 0);
            if (found === undefined || clock.now() + pause >= until) {
                throw error;
            }
            await clock.sleep(pause);
        }
    }
}
