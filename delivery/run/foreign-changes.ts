import { colors, otherColor } from "../../components/colors";
import { groupPath, groupsOf } from "../../components/groups";
import { inWords, type Weights, weights } from "../../components/workload/weights";
import type { Release } from "../release/release";
import type { World } from "./world";

/**
 * What somebody else changes while a release is under way is never overwritten: the release is taken back, and says why.
 * Whoever changed it then finds the old color, which served before.
 */

/** The weights that the config may say: those of before the phase, and those that it is about to write. */
function acceptable({ color, phase, plan, step = 0 }: Release): Weights[] {
    const old = otherColor(color);
    const all = [0, ...(plan?.steps.map(({ weight }) => weight) ?? [])].map((weight) => weights(old, weight));
    switch (phase) {
        case "canary":
            return all.slice(step, step + 2);
        case "promoted":
            return [...all.slice(-1), weights(color, 0)];
        case "baking":
            return [weights(color, 0)];
        default:
            return all.slice(0, 1);
    }
}

/** What differs in the stack's config from what the release has written there; `undefined` where nothing does. */
export async function expectConfig(world: World, release: Release): Promise<string | undefined> {
    const config = await world.config();
    const group = groupsOf(config).find(({ name }) => name === release.group);
    if (group === undefined) return `${edited}: the group ${release.group ?? ""} is gone`;
    const said = weights(group.activeColor, group.canaryWeight);
    const problems = Object.entries(release.images).flatMap(([workload, { new: image }]) => {
        const found = config.workloads[workload]?.image[release.color];
        return found === image
            ? []
            : [`workloads.${workload}.image.${release.color} is ${found ?? "missing"}, and the release is of ${image}`];
    });
    if (!hasSame(Object.keys(release.images), group.workloads)) {
        problems.push(
            `its workloads are ${group.workloads.join(", ")}, and the release is of ${Object.keys(release.images).join(", ")}`,
        );
    }
    if (!acceptable(release).some((each) => isSame(each, said))) {
        const paths = (["activeColor", "canaryWeight"] as const).map((key) => groupPath(release.group, key));
        problems.push(`${paths.join(" and ")} give ${inWords(said)}`);
    }
    return problems.length === 0 ? undefined : `${edited}: ${problems.join("; ")}`;
}

const edited = "somebody has edited the stack's config in the middle of the release";

/** Whether both have the same names. Their order is for the next release. */
function hasSame(some: readonly string[], others: readonly string[]): boolean {
    return some.length === others.length && some.every((each) => others.includes(each));
}

/** What differs in the cluster from where the release has put the traffic; `undefined` where nothing does. */
export async function expectWeights(world: World, release: Release, share: Weights): Promise<string | undefined> {
    const problems = await Promise.all(
        Object.keys(release.images).map(async (workload) => {
            const found = await world.weights(workload);
            if (found && isSame(found, share)) return [];
            return [`${workload} has ${found ? inWords(found) : "no route"} and should have ${inWords(share)}`];
        }),
    );
    return problems.flat().length === 0 ? undefined : `somebody else moved the traffic: ${problems.flat().join("; ")}`;
}

function isSame(one: Weights, other: Weights): boolean {
    return colors.every((color) => Math.round(one[color]) === other[color]);
}
