import * as path from "node:path";

import { type PlannedResource, readPlan } from "../../embedded/preview";
import { median, seconds, spread } from "../stats";
import { flatFolder } from "./flat-folder";
import { flatProgram } from "./flat-program";
import type { AwsBench, AwsMeasurement } from "./measurement";
import { timedPreview } from "./previews";

const turns = 5;
const leastResources = 150;

/** One after the other, turn by turn: what else the machine does is then about the same for both. */
export const withAndWithoutComponents: AwsMeasurement = {
    title: "pulumi preview, with components and flat",
    run: async (bench) => {
        const { workspace, report, check } = bench;
        const flat = await flatWorkspace(bench);
        const times = { ours: [] as number[], flat: [] as number[] };
        let resources = 0;
        for (let turn = 1; turn <= turns; turn++) {
            check();
            report(`with components, ${turn} of ${turns}`);
            const ours = await timedPreview(workspace);
            times.ours.push(ours.seconds);
            resources = ours.resources;
            check();
            report(`flat, ${turn} of ${turns}`);
            times.flat.push((await timedPreview(flat.workspace)).seconds);
        }
        const [ours, other] = [median(times.ours), median(times.flat)];
        return [
            {
                name: "`pulumi preview -s production` from an empty state, ≥ 150 resources, plugin start included",
                target: "≤ 15 s",
                measured: `${spread(times.ours)}, ${resources} resources`,
                met: ours <= 15 && resources >= leastResources,
            },
            {
                name: "the same resources written flat in one file with no component, same run",
                target: "ours ≤ 1.15 × its time",
                measured:
                    `${(ours / other).toFixed(2)} ×; flat: median ${seconds(other)}, max ${seconds(Math.max(...times.flat))} ` +
                    `(of ${turns}); ${flat.custom} resources beside components in each`,
                met: ours <= 1.15 * other,
            },
        ];
    },
};

/** The flat program in a folder of its own, once it was seen to plan the same resources. */
async function flatWorkspace({ workspace, folder, report }: AwsBench) {
    report("the plan, to write the flat program from");
    const ours = await readPlan(workspace, "production");
    const project = flatFolder(workspace.project, path.join(folder, "flat"), flatProgram(ours));
    const flat = { ...workspace, project };
    report("the plan of the flat program");
    const [expected, found] = [ours, await readPlan(flat, "production")].map(customResources) as [string[], string[]];
    const different = [
        ...expected.filter((each) => !found.includes(each)).map((each) => `missing: ${each}`),
        ...found.filter((each) => !expected.includes(each)).map((each) => `too much: ${each}`),
    ];
    if (different.length > 0) throw new Error(`the flat program plans other resources\n${different.join("\n")}`);
    return { workspace: flat, custom: found.length };
}

function customResources(plan: readonly PlannedResource[]): string[] {
    return plan.filter(({ custom }) => custom === true).map(({ type, name }) => `${type} ${name}`);
}
