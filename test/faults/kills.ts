import type { Phase } from "../../delivery/release/release";
import { type Fault, type Moment } from "./faults";
import { clockBehind } from "./clock";

/** What the release comes to that another checkout goes on with. */
const ends: Readonly<Record<Moment, Phase>> = {
    deploying: "deployed",
    gating: "done",
    canary: "done",
    promoted: "done",
    baking: "done",
    rollingBack: "rolledBack",
};

/** `kill -9` right after each phase was written down. */
export const kills: readonly Fault[] = (Object.entries(ends) as [Moment, Phase][]).map(([at, phase]) => ({
    name: "alchemorsel is killed, and another checkout goes on",
    at,
    happens: async (stage) => {
        await stage.untilWritten(at);
        await stage.verb.kill();
    },
    ends: [phase],
}));

/** The same, by a machine whose clock is a minute behind. */
export const killsWithClockBehind: readonly Fault[] = (["canary", "baking"] as const).map((at) => ({
    name: "alchemorsel is killed, and a machine whose clock is a minute behind goes on",
    at,
    happens: async (stage) => stage.verb.kill(),
    resumeEnv: clockBehind,
    ends: ["done"],
}));
