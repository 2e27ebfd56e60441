import type { ColorName } from "../../components/colors";
import { groupNamed } from "../../components/groups";
import { UserError } from "../../embedded/errors";
import { policyCheck, withImages } from "../policy/check";
import type { Release } from "../release/release";
import { isAtRest, noWayBack, phaseInWords, windowEnd } from "../release/transitions";
import { begin } from "../run/runner";
import type { World } from "../run/world";
import { groupFlag } from "../report/group-words";
import { type Context, refuseBesideOthers, withWorld } from "./context";
import { idleColor, imagesOf } from "./images";
import type { Ending, Verb } from "./verb";

/** Gives the idle color of every workload of a group an image and starts it. No traffic moves. */
export const deploy: Verb = (context) => {
    const { stack, options } = context;
    const work = async (world: World): Promise<Ending> => {
        refuseWhile(await context.journal.read(), context);
        await refuseBesideOthers(context);
        // Whoever had the lock a moment ago may have made the other color the idle one.
        const config = await stack.config();
        const group = groupNamed(config, options.group);
        const color = idleColor(group);
        const images = imagesOf(options.images, config, group);
        const at = new Date(context.clock.now()).toISOString();
        const end = await begin(world, {
            ...{ id: idOf(at, color, options.group), stack: options.stack, color, images },
            ...(options.group !== undefined && { group: options.group }),
            ...{ phase: "deploying", since: at, journal: [] },
            policy: policyCheck(context.policies, withImages(config, color, images), new Date(context.clock.now())),
        });
        return end.phase === "deployed"
            ? {
                  code: 0,
                  release: end,
                  text: `${color} runs it, without traffic. Next: alchemorsel promote${groupFlag(options.group)}`,
              }
            : {
                  code: 1,
                  release: end,
                  text: `it could not be deployed, and the traffic stays: ${end.journal.at(-1)?.why ?? ""}`,
              };
    };
    return withWorld(context, work);
};

/** As in `2026-11-28T04-43-17-000Z-checkout-green`. */
function idOf(at: string, color: ColorName, group: string | undefined): string {
    return [at.replace(/[:.]/g, "-"), ...(group === undefined ? [] : [group]), color].join("-");
}

/** A release that is under way, or one whose way back a deploy would cut off. */
function refuseWhile(last: Release | undefined, { clock, options }: Context): void {
    if (last === undefined) return;
    const flag = groupFlag(options.group);
    if (!isAtRest(last)) {
        throw new UserError(
            `the release ${last.id} is ${phaseInWords[last.phase]}: alchemorsel release resume${flag}, or alchemorsel abort${flag}, first`,
        );
    }
    const now = new Date(clock.now());
    if (last.phase === "done" && noWayBack(last, now) === undefined && !options.endWindow) {
        const until = windowEnd(last)?.toISOString() ?? "";
        throw new UserError(
            `the idle color is what the release ${last.id} can be rolled back to until ${until}. ` +
                `To give that up: alchemorsel deploy${flag} --end-window …, or alchemorsel release close${flag} first`,
        );
    }
}
