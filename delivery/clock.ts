import { setTimeout as sleep } from "node:timers/promises";

/** The time, and waiting for it. Tests give their own. */
export interface Clock {
    /** Milliseconds since 1970. */
    now(): number;
    sleep(milliseconds: number): Promise<void>;
}

export const systemClock: Clock = { now: () => Date.now(), sleep: (milliseconds) => sleep(milliseconds) };
