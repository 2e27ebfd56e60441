import { groupNamed } from "../../components/groups";
import { UserError } from "../../embedded/errors";
import type { Release } from "../release/release";
import { isAtRest, phaseInWords } from "../release/transitions";
import { happen, run } from "../run/runner";
import { groupFlag } from "../report/group-words";
import { lastRelease, refuseBesideOthers, withWorld } from "./context";
import type { Ending, Verb } from "./verb";

/** Moves the traffic to what was deployed, and watches it to its end. */
export const promote: Verb = (context) =>
    withWorld(context, async (world) => {
        const release = await lastRelease(context);
        if (release.phase !== "deployed") throw new UserError(notDeployed(release));
        await refuseBesideOthers(context);
        const { release: said } = groupNamed(await context.stack.config(), context.options.group);
        const { steps, bakeSeconds, windowSeconds, analysis } = said;
        const planned = { ...release, plan: { steps, bakeSeconds, windowSeconds, analysis } };
        return ending(await happen(world, planned, "promote"));
    });

/** Goes on with a release whose process is gone. */
export const resume: Verb = (context) =>
    withWorld(context, async (world) => {
        const release = await lastRelease(context);
        if (isAtRest(release)) {
            throw new UserError(
                `the release ${release.id} is ${phaseInWords[release.phase]}: there is nothing to go on with`,
            );
        }
        return ending(await run(world, release));
    });

function notDeployed({ id, phase, group }: Release): string {
    const flag = groupFlag(group);
    const next = ["done", "rolledBack", "aborted"].includes(phase)
        ? `alchemorsel deploy${flag} --image … first`
        : `alchemorsel release resume${flag} goes on with it, alchemorsel abort${flag} ends it`;
    return `nothing waits to be promoted: the release ${id} is ${phaseInWords[phase]}. ${next}`;
}

export function ending(release: Release): Ending {
    const { phase, color, journal, group } = release;
    const last = [...journal].reverse().find(({ why }) => why !== undefined);
    switch (phase) {
        case "done":
            return {
                code: 0,
                release,
                text: `${color} has all of the traffic. To take it back: alchemorsel rollback${groupFlag(group)}`,
            };
        case "deployed":
            return {
                ...{ code: deployedIsGood(release) ? 0 : 1, release },
                text: deployedIsGood(release)
                    ? `${color} runs it, without traffic. Next: alchemorsel promote${groupFlag(group)}`
                    : `the gates let it not pass, and no traffic moved: ${last?.why ?? ""}`,
            };
        default:
            return { code: 1, release, text: `the release is ${phaseInWords[phase]}: ${last?.why ?? ""}` };
    }
}

/** A release comes to `deployed` from its deploy, or back from its gates. */
function deployedIsGood({ journal }: Release): boolean {
    return journal.at(-1)?.gates === undefined && journal.at(-1)?.why === undefined;
}
