import { areSame, inWords, type Weights } from "../../components/workload/weights";
import { UserError } from "../../embedded/errors";
import type { Clock } from "../clock";

const pollMilliseconds = 200;

/** Where weights are written: a route, or a rule. */
export interface Place<Live> {
    /** As in `the HTTPRoute shop/recipes`. */
    name: string;
    /** How to see who else changes it. */
    hint: string;
    read: () => Promise<Live>;
    weightsOf: (live: Live) => Weights;
    /** Changes it, unless another was faster. */
    write: (live: Live) => Promise<void>;
}

/** Writes weights until they are read back; throws when they aren't by the moment `until`. */
export async function untilThere<Live>(
    { name, hint, read, weightsOf, write }: Place<Live>,
    weights: Weights,
    until: number,
    clock: Clock,
): Promise<void> {
    const isThere = (live: Live) => areSame(weightsOf(live), weights);
    for (let live = await read(); !isThere(live); live = await read()) {
        if (clock.now() >= until) {
            const found = inWords(weightsOf(live));
            throw new UserError(
                `${name} should be ${inWords(weights)} and is ${found}: something else changes it. ${hint}`,
            );
        }
        await write(live);
        if (isThere(await read())) {
            return;
        }
        await clock.sleep(pollMilliseconds);
    }
}
