import { untilDone } from "../backoff";
import type { Clock } from "../clock";

/** How long an update of somebody else may be in the way. */
const patienceMilliseconds = 120_000;

/**
 * Updates once nobody else does: one by hand, or one whose process was killed and that goes on without it, ends by itself.
 * What it has changed is for whoever updates to see.
 */
export function afterOthers<T>(clock: Clock, update: () => Promise<T>, signal: AbortSignal): Promise<T> {
    const unlessEnded = async () => {
        // An engine that is started with a signal that has come already never hears of it.
        signal.throwIfAborted();
        return update();
    };
    const inTheWay = (error: unknown) => (isOfOthers(error) ? {} : undefined);
    return untilDone(clock, clock.now() + patienceMilliseconds, unlessEnded, inTheWay);
}

/** By its name: to load the class is to load all of the Automation API. */
function isOfOthers(error: unknown): boolean {
    return error instanceof Error && error.name === "ConcurrentUpdateError";
}
