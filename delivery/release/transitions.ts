import type { Entry, Phase, Release } from "./release";

/** What can happen to a release. */
export const happenings = [
    /** Somebody asks for all of the traffic to be moved. */
    "promote",
    /** The phase's work is done: the image runs, the gates let it pass, the traffic moved, the time of watching is over. */
    "succeeded",
    /** The phase's work could not be done, or the new color misbehaves. */
    "failed",
    /** Somebody wants the old color back. */
    "rollback",
    /** Somebody ends the release before its time. */
    "abort",
] as const;

export type Happening = (typeof happenings)[number];

/**
 * The state machine of a release: the phase after each happening. What a phase doesn't list is refused there. From
 * `canary`, `succeeded` leads to the next step while there is one.
 */
export const transitions: Readonly<Record<Phase, Readonly<Partial<Record<Happening, Phase>>>>> = {
    deploying: { succeeded: "deployed", failed: "aborted", abort: "aborted" },
    deployed: { promote: "gating", abort: "aborted" },
    gating: { succeeded: "canary", failed: "deployed", abort: "aborted" },
    canary: { succeeded: "promoted", failed: "rollingBack", rollback: "rollingBack", abort: "rollingBack" },
    promoted: { succeeded: "baking", failed: "rollingBack", rollback: "rollingBack", abort: "rollingBack" },
    baking: { succeeded: "done", failed: "rollingBack", rollback: "rollingBack", abort: "rollingBack" },
    done: { rollback: "rollingBack" },
    rollingBack: { succeeded: "rolledBack" },
    rolledBack: {},
    aborted: {},
};

/** Phases in which nothing is to be done until somebody asks for it. */
const resting: readonly Phase[] = ["deployed", "done", "rolledBack", "aborted"];

export function isAtRest({ phase }: Pick<Release, "phase">): boolean {
    return resting.includes(phase);
}

/** Whether the new color may have traffic, or may be about to get some. */
export function mayHaveTraffic({ phase }: Pick<Release, "phase">): boolean {
    return ["canary", "promoted", "baking", "done", "rollingBack"].includes(phase);
}

/** Something cannot happen to a release in its phase. */
export class Forbidden extends Error {
    constructor(
        readonly phase: Phase,
        readonly happening: Happening,
    ) {
        super(`a release that is ${phaseInWords[phase]} can't ${happening}`);
    }
}

export const phaseInWords: Readonly<Record<Phase, string>> = {
    deploying: "being deployed",
    deployed: "deployed",
    gating: "at its gates",
    canary: "a canary",
    promoted: "being promoted",
    baking: "baking",
    done: "done",
    rollingBack: "being rolled back",
    rolledBack: "rolled back",
    aborted: "aborted",
};

/** What is known of what happened. */
export type Cause = Omit<Entry, "phase" | "step">;

/** The release after something happened to it, with an entry for it in the journal. Throws `Forbidden`. */
export function after(release: Release, happening: Happening, cause: Cause): Release {
    const next = nextPlace(release, happening);
    if (next === undefined) throw new Forbidden(release.phase, happening);
    const entry: Entry = { ...cause, ...next };
    return {
        ...release,
        step: undefined,
        ...next,
        since: cause.at,
        ...(next.phase === "baking" && { promotedAt: cause.at }),
        journal: [...release.journal, entry],
    };
}

/** The release with a note in its journal, and nothing changed. */
export function noted(release: Release, note: Cause): Release {
    const { phase, step } = release;
    return { ...release, journal: [...release.journal, { ...note, phase, ...(step !== undefined && { step }) }] };
}

function nextPlace(
    { phase, step = 0, plan }: Release,
    happening: Happening,
): Pick<Release, "phase" | "step"> | undefined {
    const next = transitions[phase][happening];
    const steps = plan?.steps.length ?? 0;
    if (phase === "canary" && happening === "succeeded" && step + 1 < steps) return { phase, step: step + 1 };
    if (next === "canary") return steps > 0 ? { phase: "canary", step: 0 } : { phase: "promoted" };
    return next && { phase: next };
}

/**
 * Why a release can't be rolled back now; `undefined` where it can. The window is counted from the moment at which the
 * new color got all of the traffic.
 */
export function noWayBack(release: Release, now: Date): string | undefined {
    const { isContracted, promotedAt, plan, phase } = release;
    if (transitions[phase].rollback === undefined) {
        return `it is ${phaseInWords[phase]}: there is nothing to take back`;
    }
    if (isContracted) return "its contract migration ran: the old version no longer fits the database's schema";
    const ends = windowEnd(release);
    if (phase === "done" && ends !== undefined && now > ends) {
        return `its window of ${plan?.windowSeconds ?? 0} s closed at ${ends.toISOString()} (promoted at ${promotedAt ?? ""})`;
    }
    return undefined;
}

/** Until when a release can be rolled back, once it has all of the traffic. */
export function windowEnd({ promotedAt, plan }: Release): Date | undefined {
    if (promotedAt === undefined || plan === undefined) return undefined;
    return new Date(Date.parse(promotedAt) + plan.windowSeconds * 1000);
}
