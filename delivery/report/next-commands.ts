import type { Release } from "../release/release";

/** What can be done with a release as it is. */
export interface NextCommand {
    readonly command: "deploy" | "promote" | "rollback" | "abort";
    /** What it does, in half a sentence. */
    readonly does: string;
    /** Until when, in ISO 8601, where that is known. */
    readonly until?: string;
}

const deploy: NextCommand = { command: "deploy", does: "gives the idle color an image" };

/** What can be done next; without a release yet, only to deploy. */
export function nextCommands(release: Release | undefined, now: Date): NextCommand[] {
    if (release === undefined) return [deploy];
    const { phase, color } = release;
    const abort: NextCommand = { command: "abort", does: `ends the release; the traffic stays off ${color}` };
    switch (phase) {
        case "deployed":
            return [{ command: "promote", does: `moves the traffic to ${color}` }, abort];
        case "deploying":
        case "gating":
            return [abort];
        case "canary":
            return [{ ...abort, does: `takes the traffic back from ${color} at once` }];
        case "promoted":
        case "baking":
            return rollback(release, now);
        case "done":
            return [...rollback(release, now), deploy];
        case "rollingBack":
            return [];
        case "rolledBack":
        case "aborted":
            return [deploy];
    }
}

/** Within the window, while the database still fits the old version. */
function rollback({ color, promotedAt, plan, isContracted }: Release, now: Date): NextCommand[] {
    if (isContracted) return [];
    const does = `takes the traffic back from ${color}`;
    const end = Date.parse(promotedAt ?? "") + (plan?.windowSeconds ?? NaN) * 1000;
    if (Number.isNaN(end)) return [{ command: "rollback", does }];
    return now.getTime() < end ? [{ command: "rollback", does, until: new Date(end).toISOString() }] : [];
}
