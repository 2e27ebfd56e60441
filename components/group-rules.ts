import { type Problem, propertyPath } from "./problems";
import { suggestion } from "./suggestion";

type Groups = Readonly<Record<string, { workloads: readonly string[] }>>;

/**
 * What is wrong with the groups of a stack beyond the shape of each: every workload that they name is there, and in one of
 * them alone.
 *
 * @param isSound Whether what the config has at a path has the right shape.
 */
export function groupProblems(
    groups: Groups,
    workloads: readonly string[],
    isSound: (path: string) => boolean,
): Problem[] {
    const owners = new Map<string, string>();
    const problems: Problem[] = [];
    for (const { workload, group, path } of membersOf(groups, isSound)) {
        const owner = owners.get(workload);
        if (!workloads.includes(workload)) {
            problems.push({
                propertyPath: path,
                reason: `is no workload of this stack${suggestion(workload, workloads)}; it is ${JSON.stringify(workload)}`,
            });
        } else if (owner !== undefined && owner !== group) {
            problems.push({
                propertyPath: path,
                reason: `is in the group ${owner} already: ${workload} follows one color, so leave it in one of them`,
            });
        } else {
            owners.set(workload, group);
        }
    }
    return problems;
}

function membersOf(groups: Groups, isSound: (path: string) => boolean) {
    return Object.entries(groups)
        .filter(([group]) => isSound(propertyPath("groups", group, "workloads")))
        .flatMap(([group, { workloads }]) =>
            workloads.map((workload, index) => ({
                ...{ workload, group },
                path: propertyPath("groups", group, "workloads", String(index)),
            })),
        );
}
