import type { Clock } from "../../delivery/clock";

/** A clock that stands at a time of ours and moves while somebody sleeps; nobody waits. */
export class StepClock implements Clock {
    readonly slept: number[] = [];
    private time: number;

    constructor(start: string) {
        this.time = Date.parse(start);
    }

    now(): number {
        return this.time;
    }

    sleep(milliseconds: number): Promise<void> {
        this.slept.push(milliseconds);
        this.time += milliseconds;
        return Promise.resolve();
    }
}
