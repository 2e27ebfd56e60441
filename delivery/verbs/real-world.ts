import type { Release } from "../release/release";
import type { World } from "../run/world";
import type { ReleaseLock } from "../lock/lease";
import { progressLine } from "../report/progress-lines";
import type { Context } from "./context";
import type { Senses } from "./senses";

/** How long moving the traffic without the engine may take. */
const weightsMilliseconds = 15_000;

/** The name of the tag that the engine keeps with the stack. */
export const releaseTag = "alchemorsel:release";

/** The world of a verb that has the lock. */
export function realWorld(context: Context, lock: ReleaseLock, senses: Senses, policyPack?: string): World {
    const { stack, target, journal, clock, who, tell } = context;
    let tagged = "";
    return {
        ...senses,
        clock,
        who,
        check: () => {
            lock.check();
        },
        config: () => stack.config(),
        writeConfig: (values) => stack.writeConfig(values),
        update: async (what) => {
            await stack.update(what, {
                signal: lock.lost,
                onLine: () => undefined,
                ...(what === "everything" && { policyPack }),
            });
        },
        live: (workload) => target.live(workload),
        writeWeights: (workload, weights) => target.writeWeights(workload, weights, clock.now() + weightsMilliseconds),
        save: async (release) => {
            await journal.save(release);
            const tag = tagOf(release);
            if (tag === tagged || release.phase === "rollingBack") return;
            tagged = tag;
            await stack.tag(releaseTag, tag).catch((error: unknown) => {
                tell(`warning: the engine's backend did not take the release's tag: ${String(error)}`);
            });
        },
        tell: (release, entry) => {
            tell(progressLine(release, entry));
        },
        warn: (message) => {
            tell(`warning: ${message}`);
        },
    };
}

/** What survives the cluster: short, for a backend may take no more than 256 characters. */
function tagOf({ id, color, phase, step }: Release): string {
    return JSON.stringify({ id, color, phase, ...(step !== undefined && { step }) });
}
