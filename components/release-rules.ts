import { type Problem, propertyPath } from "./problems";
import type { ReleaseConfig } from "./release-config";

type Steps = Partial<Pick<ReleaseConfig, "steps">>;

interface Releases {
    readonly release: Steps;
    /** What a group says of its own releases. */
    readonly groups: Readonly<Record<string, { release?: Steps }>>;
}

/**
 * What is wrong with how the releases of a stack and of its groups go, beyond the shape: each canary step has more of the traffic than the
 * one before.
 *
 * @param isSound Whether what the config has at a path has the right shape.
 */
export function releaseProblems(
    config: Releases,
    groups: readonly string[],
    isSound: (path: string) => boolean,
): Problem[] {
    const own = groups
        .map((name) => ["groups", name])
        .filter((path) => isSound(propertyPath(...path)))
        .map((path) => ({ path: [...path, "release"], release: config.groups[path[1] ?? ""]?.release }));
    const stack = isSound("release") ? [{ path: ["release"], release: config.release }] : [];
    return [...stack, ...own].flatMap(({ path, release }) => stepProblems(release?.steps ?? [], path));
}

function stepProblems(steps: ReleaseConfig["steps"], path: readonly string[]): Problem[] {
    return steps.flatMap(({ weight }, index) => {
        const before = steps[index - 1]?.weight ?? 0;
        if (weight > before) return [];
        const reason = `is ${weight} after ${before}: each step has to have more of the traffic than the one before`;
        return [{ propertyPath: propertyPath(...path, "steps", String(index), "weight"), reason }];
    });
}
