import type { CaseResource } from "../../test/policy-pack/rule-cases";
import type { Figure } from "../figure";
import { highest, median, percentile } from "../stats";
import { comparedCases, forAwsguard, isCompared } from "./awsguard-cases";
import type { PolicyBench } from "./measurement";
import type { PackProcess } from "./pack-process";

const rounds = 5;
/** How often a round asks about each resource. */
const repeats = 20;

/**
 * How much processor time ours needs for what theirs needs, for the same requests in turns.
 *
 * @param what Which policies are on, in words.
 */
export async function compareSpeed(
    what: string,
    { ours, theirs }: { ours: PackProcess; theirs: PackProcess },
    { report, check }: PolicyBench,
): Promise<Omit<Figure, "target"> & { ratio: number }> {
    const resources = comparedCases().flatMap((one) => one.resources.filter(isCompared));
    const spent: { ours: number; theirs: number }[] = [];
    // The first round is for the compiler of Node.js, and does not count.
    for (let round = 0; round <= rounds; round++) {
        check();
        report(round === 0 ? `${what}: warming up` : `${what}: ${round} of ${rounds}`);
        const one = {
            ours: await millisecondsEach(ours, resources),
            theirs: await millisecondsEach(theirs, resources.map(forAwsguard)),
        };
        if (round > 0) spent.push(one);
    }
    const ratios = spent.map((each) => each.ours / each.theirs);
    const range = `${percentile(ratios, 0).toFixed(2)} to ${highest(ratios).toFixed(2)}`;
    return {
        name: `CPU for the same ${rounds * repeats * resources.length} requests to each, in turns: ${what}`,
        measured:
            `${median(ratios).toFixed(2)} times awsguard's (${range}, of ${rounds}): ` +
            `${median(spent.map((each) => each.ours)).toFixed(2)} ms a resource, ` +
            `awsguard ${median(spent.map((each) => each.theirs)).toFixed(2)} ms`,
        ratio: median(ratios),
    };
}

async function millisecondsEach(pack: PackProcess, resources: readonly CaseResource[]): Promise<number> {
    const before = pack.cpuSeconds();
    for (let repeat = 0; repeat < repeats; repeat++) {
        for (const resource of resources) await pack.analyze(resource);
    }
    return ((pack.cpuSeconds() - before) * 1000) / (repeats * resources.length);
}
