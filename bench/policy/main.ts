/** `make bench-policy`: measures the figures of bench/policy.md. Ends with 0 unless one could not be measured. */
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";

import { cacheRoot } from "../../embedded/paths";
import { createProgress } from "../../embedded/progress";
import { Interruption } from "../interruption";
import { machine } from "../machine";
import { measureAll } from "../measure";
import { markdown, plainTable } from "../table";
import { awsguard } from "./awsguard";
import { correctness } from "./correctness";
import { cost } from "./cost";
import type { PolicyBench } from "./measurement";
import { stacks } from "./stacks";

const progress = createProgress({ timesFile: path.join(cacheRoot(), "bench-times.json") });

async function main(): Promise<void> {
    const description = machine();
    const interruption = new Interruption();
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), "alchemorsel-bench-"));
    try {
        const check = () => {
            interruption.check();
        };
        const measurements = [correctness, cost, stacks, awsguard];
        const { figures, complete } = await measureAll<PolicyBench>(
            measurements,
            { folder, check },
            progress,
            interruption,
        );
        console.log(plainTable(description, figures));
        fs.writeFileSync(path.join(__dirname, "../policy.md"), markdown(description, figures, "`make bench-policy`"));
        process.exitCode = complete ? 0 : 1;
    } finally {
        await interruption.childrenEnded();
        fs.rmSync(folder, { recursive: true, force: true });
    }
}

main().catch((error: unknown) => {
    console.error(error instanceof Error ? `error: ${error.message}` : error);
    process.exitCode = 1;
});
