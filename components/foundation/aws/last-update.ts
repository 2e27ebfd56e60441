import * as pulumi from "@pulumi/pulumi";

import { type ColorName, colors } from "../../colors";
import type { WorkloadConfig, WorkloadsConfig } from "../../config";
import { groupsOf } from "../../groups";
import { type Problem, propertyPath } from "../../problems";
import type { AwsConfig } from "../../aws-config";
import { downgradeProblem, eksUpgradeProblem } from "./data/versions";

/** What the stack's last update left as its outputs; nothing before the first one. */
export interface LastUpdate {
    activeColor?: ColorName;
    groups?: Record<string, { activeColor: ColorName; workloads: string[] }>;
    images?: { workloads?: Record<string, WorkloadConfig["image"]> };
    versions?: Partial<Record<"cluster" | "database" | "cache", string>>;
}

/** Reads this very stack's outputs, as the last update left them. It registers no resource and asks no cloud. */
export async function readLastUpdate(): Promise<LastUpdate> {
    const name = `${pulumi.getOrganization()}/${pulumi.getProject()}/${pulumi.getStack()}`;
    const { outputs } = (await pulumi.runtime.invoke("pulumi:pulumi:readStackOutputs", { name })) as {
        outputs: LastUpdate;
    };
    return outputs;
}

/**
 * What an update must not do from where the stack is: engines go up, EKS by one minor version at a time, and a switch
 * changes no image, for then nobody could tell which of the two was at fault, nor go back to what was.
 */
export function updateProblems(last: LastUpdate, { aws, ...config }: WorkloadsConfig & { aws: AwsConfig }): Problem[] {
    const { cluster, database, cache } = last.versions ?? {};
    const versions: [string, string | undefined][] = [
        ["aws.cluster.version", cluster && eksUpgradeProblem(cluster, aws.cluster.version)],
        ["aws.database.engineVersion", database && downgradeProblem(database, aws.database.engineVersion)],
        ["aws.cache.engineVersion", cache && downgradeProblem(cache, aws.cache.engineVersion)],
    ];
    const problems = versions.flatMap(([path, reason]) =>
        reason === undefined ? [] : [{ propertyPath: path, reason }],
    );
    return [...problems, ...imageProblems(last, config)];
}

function imageProblems(last: LastUpdate, config: WorkloadsConfig): Problem[] {
    const groups = groupsOf(config).flatMap((group) =>
        group.workloads.map((workload) => [workload, group.activeColor] as const),
    );
    return groups.flatMap(([name, after]) => {
        const [before, known] = [colorBefore(last, name), last.images?.workloads?.[name]];
        const image = config.workloads[name]?.image ?? {};
        if (before === undefined || before === after || known === undefined) return [];
        return colors
            .filter((color) => known[color] !== image[color])
            .map((color) => ({
                propertyPath: propertyPath("workloads", name, "image", color),
                reason: `changes in the update that switches from ${before} to ${after}: deploy it first, then switch`,
            }));
    });
}

/** The color that carried a workload's traffic. */
function colorBefore({ activeColor, groups = {} }: LastUpdate, workload: string): ColorName | undefined {
    return Object.values(groups).find(({ workloads }) => workloads.includes(workload))?.activeColor ?? activeColor;
}
