/** `make bench-aws`: measures the figures of bench/aws.md, without an account. Ends with 0 unless one could not be measured. */
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";

import { projectFolder } from "../../embedded/platform";
import { withWorkspace } from "../../embedded/preview";
import { cacheRoot } from "../../embedded/paths";
import { createProgress } from "../../embedded/progress";
import { Interruption } from "../interruption";
import { machine } from "../machine";
import { measureAll } from "../measure";
import { markdown, plainTable } from "../table";
import { withAndWithoutComponents } from "./flat";
import { program } from "./program";
import { workloads } from "./workloads";

const measurements = [withAndWithoutComponents, program, workloads];

const progress = createProgress({ timesFile: path.join(cacheRoot(), "bench-times.json") });

async function main(): Promise<void> {
    const description = machine();
    const interruption = new Interruption();
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), "alchemorsel-bench-"));
    try {
        await withWorkspace(projectFolder, "production", progress, async (workspace) => {
            const check = () => {
                interruption.check();
            };
            const bench = { workspace, folder, check };
            const { figures, complete } = await measureAll(measurements, bench, progress, interruption);
            console.log(plainTable(description, figures));
            const command = "`make bench-aws`, by the real providers";
            fs.writeFileSync(path.join(__dirname, "../aws.md"), markdown(description, figures, command));
            process.exitCode = complete ? 0 : 1;
        });
    } finally {
        await interruption.childrenEnded();
        fs.rmSync(folder, { recursive: true, force: true });
    }
}

main().catch((error: unknown) => {
    console.error(error instanceof Error ? `error: ${error.message}` : error);
    process.exitCode = 1;
});
