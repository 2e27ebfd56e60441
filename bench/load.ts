import { type Answer, failures, Load } from "../embedded/load/load";
import type { Bench } from "./figure";

export interface Run {
    answers: Answer[];
    failed: Answer[];
    /** Requests that were due and not sent: a load that was not delivered proves nothing. */
    dropped: number;
}

/** Does the work under a load of half kept-alive, half new connections. The load ends however the work ends. */
export async function underLoad(
    { platform, k6, folder }: Bench,
    options: { rate: number; host?: string; seconds?: number },
    work: () => Promise<void>,
): Promise<Run> {
    const half = options.rate / 2;
    const load = Load.start({
        address: platform.address,
        k6,
        folder,
        host: options.host,
        seconds: options.seconds ?? 900,
        kept: half,
        fresh: half,
        senders: half,
    });
    try {
        await load.more(options.rate);
        await work();
    } finally {
        await load.stop();
    }
    const answers = await load.stop();
    return { answers, failed: failures(answers), dropped: await load.dropped() };
}

/** What went wrong how often, for a row. */
export function reasons(failed: readonly Answer[]): string {
    const counts = new Map<string, number>();
    for (const { kind, status, error } of failed) {
        // Ports differ from request to request.
        const reason = `${kind} ${error?.replace(/:\d+/g, "") ?? status}`;
        counts.set(reason, (counts.get(reason) ?? 0) + 1);
    }
    return failed.length === 0 ? "" : ` (${[...counts].map(([reason, count]) => `${count} × ${reason}`).join(", ")})`;
}

export interface Handover {
    /** When the old color gave its last answer. */
    lastOld: number;
    /** Seconds from the new color's first answer to that. */
    overlap: number;
}

/** How the traffic moved in a stretch of time; `undefined` where it did not. */
export function handover(answers: readonly Answer[], oldColor: string, from: number, to: number): Handover | undefined {
    const within = answers.filter(({ at, color }) => at >= from && at < to && color !== "-");
    let firstNew = Infinity;
    let lastOld = -Infinity;
    for (const { at, color } of within) {
        if (color === oldColor) {
            lastOld = Math.max(lastOld, at);
        } else {
            firstNew = Math.min(firstNew, at);
        }
    }
    if (!Number.isFinite(firstNew) || !Number.isFinite(lastOld)) {
        return undefined;
    }
    return { lastOld, overlap: Math.max(0, lastOld - firstNew) / 1000 };
}
