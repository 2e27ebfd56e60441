import * as fs from "node:fs";
import { setTimeout as delay } from "node:timers/promises";

/**
 * Ctrl-C, or its like, stops what is being measured and not the removal of what was made for it. Programs that were started
 * are told to end too: a signal to this process alone would leave them running.
 */
export class Interruption {
    private readonly controller = new AbortController();

    constructor() {
        for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
            process.on(signal, () => {
                if (!this.controller.signal.aborted) {
                    console.error(`${signal}: removing what was made, which takes a moment`);
                    this.controller.abort();
                    tell(children());
                }
            });
        }
    }

    /** A pause that an interrupt ends. */
    readonly pause = (seconds: number): Promise<void> =>
        delay(seconds * 1000, undefined, { signal: this.controller.signal });

    /** Goes no further after an interrupt. */
    check(): void {
        if (this.controller.signal.aborted) {
            throw new Error("interrupted");
        }
    }

    /** Nothing shall write into what is about to be removed. */
    async childrenEnded(): Promise<void> {
        for (let turn = 0; turn < 100 && children().length > 0; turn++) {
            if (turn % 20 === 0) {
                tell(children());
            }
            await delay(100);
        }
    }
}

/** The programs that run for this process. */
function children(): number[] {
    return fs
        .readdirSync("/proc/self/task")
        .flatMap((task) => fs.readFileSync(`/proc/self/task/${task}/children`, "utf8").trim().split(" "))
        .filter((pid) => pid !== "")
        .map(Number);
}

function tell(pids: readonly number[]): void {
    for (const pid of pids) {
        try {
            process.kill(pid, "SIGINT");
        } catch {
            // It has ended.
        }
    }
}
