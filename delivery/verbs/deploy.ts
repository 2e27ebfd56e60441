import { UserError } from "../../embedded/errors";
import { packFolder } from "../../embedded/policy/place";
import type { Release } from "../release/release";
import { isAtRest, noWayBack, phaseInWords, windowEnd } from "../release/transitions";
import { begin } from "../run/runner";
import type { World } from "../run/world";
import { type Context, withWorld } from "./context";
import { idleColor, imagesOf } from "./images";
import type { Ending, Verb } from "./verb";

/** Gives the idle color of every workload an image and starts it. No traffic moves. */
export const deploy: Verb = async (context) => {
    const { stack, options } = context;
    const config = await stack.config();
    const color = idleColor(config);
    const images = imagesOf(options.images, config);
    const work = async (world: World): Promise<Ending> => {
        refuseWhile(await context.journal.read(), context);
        const at = new Date(context.clock.now()).toISOString();
        const end = await begin(world, {
            ...{ id: `${at.replace(/[:.]/g, "-")}-${color}`, stack: options.stack, color, images },
            ...{ phase: "deploying", since: at, journal: [] },
        });
        return end.phase === "deployed"
            ? { code: 0, release: end, text: `${color} runs it, without traffic. Next: alchemorsel promote` }
            : {
                  code: 1,
                  release: end,
                  text: `it could not be deployed, and the traffic stays: ${end.journal.at(-1)?.why ?? ""}`,
              };
    };
    return withWorld(context, work, { policyPack: packFolder });
};

/** A release that is under way, or one whose way back a deploy would cut off. */
function refuseWhile(last: Release | undefined, { clock, options }: Context): void {
    if (last === undefined) return;
    if (!isAtRest(last)) {
        throw new UserError(
            `the release ${last.id} is ${phaseInWords[last.phase]}: alchemorsel release resume, or alchemorsel abort, first`,
        );
    }
    const now = new Date(clock.now());
    if (last.phase === "done" && noWayBack(last, now) === undefined && !options.endWindow) {
        const until = windowEnd(last)?.toISOString() ?? "";
        throw new UserError(
            `the idle color is what the release ${last.id} can be rolled back to until ${until}. ` +
                "To give that up: alchemorsel deploy --end-window …, or alchemorsel release close first",
        );
    }
}
