import type { Clock } from "../../delivery/clock";

/** A clock whose time passes only while somebody sleeps. */
export function fakeClock(): Clock & { slept: number[] } {
    let now = 0;
    const slept: number[] = [];
    return {
        slept,
        now: () => now,
        sleep: (milliseconds) => {
            slept.push(milliseconds);
            now += milliseconds;
            return Promise.resolve();
        },
    };
}
