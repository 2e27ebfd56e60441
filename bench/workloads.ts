import * as fs from "node:fs";

import { parseDocument } from "yaml";

import type { TestPlatform } from "../test/e2e/platform";
import type { Bench, Measurement } from "./figure";
import { switchColor } from "./stack-config";
import { median, seconds } from "./stats";

const counts = [1, 5, 20];
const turns = 3;

export const workloads: Measurement = {
    title: `Switches with ${counts.join(", ")} workloads`,
    run: async (bench) => {
        const times: number[] = [];
        for (const count of counts) {
            bench.report(`${count} workloads: deploying`);
            grow(bench.platform, count);
            await bench.platform.mustUp();
            times.push(await switchSeconds(bench, count));
        }
        const [one = 0] = times;
        const each = ((times.at(-1) ?? 0) - one) / ((counts.at(-1) ?? 0) - 1);
        const list = counts.map((count, index) => `${count}: ${seconds(times[index] ?? 0)}`).join(", ");
        return [
            {
                name: `switch time with ${counts.join(", ")} workloads on the stack`,
                target: "grows by less than 0.2 s a workload",
                measured: `${list}; ${seconds(each)} a workload (median of ${turns})`,
                met: each < 0.2,
            },
        ];
    },
};

async function switchSeconds({ platform, report }: Bench, count: number): Promise<number> {
    const times: number[] = [];
    for (let turn = 0; turn < turns; turn++) {
        report(`${count} workloads: switch ${turn + 1} of ${turns}`);
        times.push((await switchColor(platform)).seconds);
    }
    return median(times);
}

/** Small copies of the app, each at a host name of its own, beside the workload that answers every other host. */
function grow({ stackFile }: TestPlatform, count: number): void {
    const config = parseDocument(fs.readFileSync(stackFile, "utf8"));
    const all = ["config", "alchemorsel:workloads"];
    for (let number = 2; number <= count; number++) {
        const workload = {
            image: config.getIn([...all, "recipes", "image"]),
            host: `more-${number}.bench`,
            replicas: { min: 1, max: 1 },
            resources: { cpu: "5m", memory: "24Mi", memoryLimit: "64Mi" },
            uses: ["database", "cache"],
            rolloutSeconds: 300,
        };
        config.setIn([...all, `more-${number}`], config.createNode(workload, { aliasDuplicateObjects: false }));
    }
    fs.writeFileSync(stackFile, config.toString({ lineWidth: 0 }));
}
