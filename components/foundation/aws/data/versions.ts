/** Whether a version names a single release of PostgreSQL (`17.6`) and not the newest of a major version (`17`). */
export function isPinned(version: string): boolean {
    return version.includes(".");
}

/** The major version: `17` of `17.6`. */
export function majorVersion(version: string): string {
    return version.split(".")[0] ?? version;
}

/** Whether it goes from one major version to another. Nobody knows without the version that runs. */
export function isMajorUpgrade(previous: string | undefined, next: string): boolean {
    return previous !== undefined && majorVersion(previous) !== majorVersion(next);
}

/** Why an engine must not go from one version to the next; `undefined` when it may. No AWS data store goes back. */
export function downgradeProblem(previous: string, next: string): string | undefined {
    return compare(next, previous) < 0
        ? `is ${next}, but ${previous} runs: an engine can't be downgraded. Restore a snapshot to go back`
        : undefined;
}

/**
 * Why a cluster must not go from one Kubernetes version to the next; `undefined` when it may. EKS takes one minor
 * version at a time and never goes back. https://docs.aws.amazon.com/eks/latest/userguide/update-cluster.html
 */
export function eksUpgradeProblem(previous: string, next: string): string | undefined {
    const [from, to] = [parts(previous), parts(next)];
    if (compare(next, previous) < 0) {
        return `is ${next}, but ${previous} runs: EKS can't be downgraded`;
    }
    const steps = (to[1] ?? 0) - (from[1] ?? 0);
    return from[0] !== to[0] || steps > 1
        ? `is ${next}, but ${previous} runs: EKS goes up one minor version at a time, so to ${from[0] ?? 0}.${(from[1] ?? 0) + 1} first`
        : undefined;
}

/** Compares what both versions say: of `17` and `17.6`, only the major version. */
function compare(left: string, right: string): number {
    const [a, b] = [parts(left), parts(right)];
    const common = Math.min(a.length, b.length);
    for (let index = 0; index < common; index++) {
        const difference = (a[index] ?? 0) - (b[index] ?? 0);
        if (difference !== 0) {
            return difference;
        }
    }
    return 0;
}

function parts(version: string): number[] {
    return version.split(".").map(Number);
}
