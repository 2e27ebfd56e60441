import { setTimeout as sleep } from "node:timers/promises";

/** The time, and waiting for it. Tests give their own. */
export interface Clock {
    /** Milliseconds since 1970. */
    now(): number;
    sleep(milliseconds: number): Promise<void>;
}

/** A clock that is set once, before anything is timed by it. */
export interface SettableClock extends Clock {
    /** Goes on from `time`, milliseconds since 1970. */
    set(time: number): void;
}

/**
 * A clock that never goes back: where the machine's is set back, it goes on as time passes, so that nothing takes longer or is
 * looked at twice for that. It follows a clock that is set forward, as after a machine's sleep.
 *
 * @param wall The machine's clock, in milliseconds since 1970.
 * @param passed Milliseconds since some moment, whatever is done to the machine's clock.
 */
export function steadyClock(wall: () => number, passed: () => number): SettableClock {
    let [ahead, shift] = [-Infinity, 0];
    const now = () => {
        const since = passed();
        ahead = Math.max(ahead, wall() + shift - since);
        return Math.round(ahead + since);
    };
    const set = (time: number) => {
        [ahead, shift] = [-Infinity, time - wall()];
    };
    return { now, set, sleep: (milliseconds) => sleep(milliseconds) };
}

export const systemClock: SettableClock = steadyClock(
    () => Date.now(),
    () => performance.now(),
);
