import { type Problem, propertyPath } from "./problems";
import type { ReleaseConfig } from "./release-config";

type Steps = Partial<Pick<ReleaseConfig, "steps">>;

/**
 * What is wrong with how the releases of a stack and of its groups go, beyond the shape: each canary step has more of the traffic than the
 * one before.
 *
 * @param groups By name; what a group says of its own releases.
 * @param isSound Whether what the config has at a path has the right shape.
 */
export function releaseProblems(
    stack: Steps,
    groups: Readonly<Record<string, { release?: Steps }>>,
    isSound: (path: string) => boolean,
): Problem[] {
    const own = Object.entries(groups).map(([name, { release }]) => ({ path: ["groups", name, "release"], release }));
    return [{ path: ["release"], release: stack }, ...own]
        .map(({ path, release }) => ({ path: [...path, "steps"], steps: release?.steps ?? [] }))
        .filter(({ path }) => isSound(propertyPath(...path)))
        .flatMap(({ path, steps }) => stepProblems(steps, path));
}

function stepProblems(steps: ReleaseConfig["steps"], path: readonly string[]): Problem[] {
    return steps.flatMap(({ weight }, index) => {
        const before = steps[index - 1]?.weight ?? 0;
        if (weight > before) return [];
        const reason = `is ${weight} after ${before}: each step has to have more of the traffic than the one before`;
        return [{ propertyPath: propertyPath(...path, String(index), "weight"), reason }];
    });
}
