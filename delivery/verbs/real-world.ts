import { WrittenByOthers } from "../journal/journal";
import type { ReleaseLock } from "../lock/lease";
import type { Release } from "../release/release";
import { progressLine } from "../report/progress-lines";
import type { World } from "../run/world";
import type { Audience } from "./audience";
import type { Context } from "./context";
import { openSenses } from "./senses";

/** How long a way back waits for the API server to take its journal: on AWS the traffic is moved elsewhere, and can be without it. */
const wayBackMilliseconds = 2_000;

/** The world of a verb that has the lock. */
export function realWorld(context: Context, lock: ReleaseLock, audience: Audience): World {
    const { stack, target, journal, clock, who, policies, tell } = context;
    let place = "";
    return {
        ...openSenses(context),
        ...{ clock, who, lookMilliseconds: target.lookMilliseconds },
        check: () => {
            lock.check();
        },
        confirm: () => lock.confirm(),
        config: () => stack.config(),
        writeConfig: (values) => stack.writeConfig(values),
        update: async (what, { images }) => {
            // What deploys is an update with the policy pack, whoever makes it.
            const policyPack = what === "everything" ? policies.pack : undefined;
            const workloads = Object.keys(images);
            await stack.update(what, { signal: lock.lost, onLine: () => undefined, policyPack, workloads });
        },
        weights: (workload) => target.weights(workload),
        live: (workload) => target.live(workload),
        writeWeights: (workload, weights, milliseconds) =>
            target.writeWeights(workload, weights, clock.now() + milliseconds),
        save: async (release) => {
            try {
                await journal.save(release, release.phase === "rollingBack" ? wayBackMilliseconds : undefined);
            } catch (error) {
                // Whoever has taken the release over has a name.
                if (error instanceof WrittenByOthers) await lock.confirm();
                throw error;
            }
            if (placeOf(release) === place) return;
            place = placeOf(release);
            audience.moved(release);
        },
        tell: (release, entry) => {
            tell(progressLine(entry, release));
            audience.tell(release, entry);
        },
        warn: (message) => {
            tell(`warning: ${message}`);
        },
    };
}

function placeOf({ phase, step }: Release): string {
    return `${phase} ${step ?? ""}`;
}
