import { otherColor } from "../../components/colors";
import { UserError } from "../../embedded/errors";
import type { Release } from "../release/release";
import { noWayBack, phaseInWords, transitions } from "../release/transitions";
import { happen } from "../run/runner";
import { groupFlag } from "../report/group-words";
import { type Context, lastRelease, warnOfOthers, withWorld } from "./context";
import type { Ending, Verb } from "./verb";

/** Gives the old color all of the traffic back, whoever is at work on the release: they are told. */
export const rollback: Verb = (context) =>
    withWorld(
        context,
        async (world) => {
            const release = await lastRelease(context);
            const reason = noWayBack(release, new Date(context.clock.now()));
            if (reason !== undefined) {
                const instead =
                    transitions[release.phase].rollback === undefined && transitions[release.phase].abort !== undefined
                        ? `. alchemorsel abort${groupFlag(release.group)} ends it`
                        : "";
                throw new UserError(`the release ${release.id} can't be rolled back: ${reason}${instead}`);
            }
            return ended(context, await happen(world, release, "rollback", `asked for by ${context.who}`));
        },
        { urgent: true },
    );

/** Ends a release before its time: what it has moved is taken back. */
export const abort: Verb = (context) =>
    withWorld(
        context,
        async (world) => {
            const release = await lastRelease(context);
            if (transitions[release.phase].abort === undefined) {
                const instead =
                    release.phase === "done" ? `: alchemorsel rollback${groupFlag(release.group)} takes it back` : "";
                throw new UserError(`the release ${release.id} is ${phaseInWords[release.phase]}${instead}`);
            }
            return ended(context, await happen(world, release, "abort", `asked for by ${context.who}`));
        },
        { urgent: true },
    );

async function ended(context: Context, release: Release): Promise<Ending> {
    await warnOfOthers(context);
    return { code: 0, release, text: `${otherColor(release.color)} has all of the traffic` };
}
