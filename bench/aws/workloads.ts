import * as fs from "node:fs";
import * as path from "node:path";

import { type Document, parseDocument } from "yaml";

import { rulePriority } from "../../components/workload/alb-rules";
import { median, seconds } from "../stats";
import type { AwsMeasurement } from "./measurement";
import { timedPreview } from "./previews";

const counts = [1, 10, 50] as const;
const turns = 3;
const tolerance = 1.2;

/** What the 50th workload costs is the mean of the 11th to the 50th; what the 2nd costs, of the 2nd to the 10th. */
export const workloads: AwsMeasurement = {
    title: `pulumi preview with ${counts.join(", ")} workloads`,
    run: async ({ workspace, folder, report, check }) => {
        const stacks = counts.map((count) => {
            const configFile = path.join(folder, `workloads-${count}.yaml`);
            const config = parseDocument(fs.readFileSync(workspace.configFile, "utf8"));
            grow(config, count);
            fs.writeFileSync(configFile, config.toString({ lineWidth: 0 }));
            return { count, workspace: { ...workspace, configFile }, times: [] as number[], resources: 0 };
        });
        for (let turn = 1; turn <= turns; turn++) {
            for (const stack of stacks) {
                check();
                report(`${stack.count} workloads, ${turn} of ${turns}`);
                const { seconds: time, resources } = await timedPreview(stack.workspace);
                stack.times.push(time);
                stack.resources = resources;
            }
        }
        const [one = 0, ten = 0, fifty = 0] = stacks.map(({ times }) => median(times));
        const [early, late] = [(ten - one) / (10 - 1), (fifty - ten) / (50 - 10)];
        const list = stacks.map(
            ({ count, times, resources }) => `${count}: ${seconds(median(times))} (${resources} resources)`,
        );
        return [
            {
                name: `preview with ${counts.join(", ")} workloads`,
                target: "linear: the 50th costs no more than the 2nd, ± 20 %",
                measured:
                    `${list.join(", ")}; the 2nd to 10th ${seconds(early)} each, the 11th to 50th ${seconds(late)} each: ` +
                    `${(late / early).toFixed(2)} × (medians of ${turns})`,
                met: late <= tolerance * early,
            },
        ];
    },
};

/** Copies of the workload that is there, each at a host name of its own. */
function grow(config: Document, count: number): void {
    const all = ["config", "alchemorsel:workloads"];
    const aws = ["config", "alchemorsel:aws"];
    const { recipes } = (config.toJS() as { config: { "alchemorsel:workloads": { recipes: object } } }).config[
        "alchemorsel:workloads"
    ];
    const domain = String(config.getIn([...aws, "edge", "domain"]));
    // The names of target groups have 32 characters.
    config.setIn([...aws, "shortName"], "p");
    config.setIn([...aws, "edge", "alternativeNames"], config.createNode([`*.${domain}`]));
    for (const name of names(domain).slice(0, count - 1)) {
        const workload = { ...recipes, host: hostOf(name, domain) };
        config.setIn([...all, name], config.createNode(workload, { aliasDuplicateObjects: false }));
    }
}

function hostOf(name: string, domain: string): string {
    return `${name}.${domain}`;
}

/** Names of which no two have the same priority among the listener's rules. */
function names(domain: string): string[] {
    const taken = new Map(
        Array.from({ length: 200 }, (_, index) => `app-${index + 2}`)
            .reverse()
            .map((name) => [rulePriority(name, hostOf(name, domain)), name]),
    );
    return [...taken.values()].reverse();
}
