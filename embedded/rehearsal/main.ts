/**
 * `make rehearse STACK=…`. Ends with 0 where the whole life of the stack went as it has to, 1 where it did not, 2 where it could not be
 * played. With a release it only brings the stack up, as its file says it, and records it for `make upgrade-check`.
 */
import * as fs from "node:fs";
import * as path from "node:path";

import { endWith } from "../end-with";
import { projectFolder } from "../platform";
import { readStackFile } from "../preview";
import { createProgress, type Progress } from "../progress";
import { recordStack } from "../upgrades/record-stack";
import { presentOf, setEarlier } from "./earlier";
import { type RehearsalGround, withGround } from "./ground";
import { firstUpdate, life } from "./life";
import { preparePlace } from "./place";
import { rehearse, type StepResult } from "./rehearse";
import { writeReports } from "./reports";
import { StackRun } from "./stack-run";

async function main(): Promise<number> {
    const [stack = "", release = ""] = process.argv.slice(2);
    const config = readStackFile(projectFolder, stack, "make rehearse");
    const present = presentOf(config);
    const progress = createProgress();
    return withGround(stack, config, progress, async (ground) => {
        if (release === "") setEarlier(config, present);
        const place = await preparePlace(stack, config, ground, progress);
        const started = new Date();
        const steps = release === "" ? life(present) : [firstUpdate];
        const results: StepResult[] = [];
        try {
            for await (const result of rehearse(steps, place, ground, progress)) results.push(result);
        } finally {
            // Also where a step could not be played: of what was before it there is no other record.
            const report = { stack, started, results, calls: ground.calls() };
            progress.note(`Reports: ${writeReports(report, [place.logs, ground.callsFile]).join(", ")}`);
        }
        if (!wentWell(results)) return 1;
        if (release !== "") await record(new StackRun(place), { stack, release }, ground, progress);
        return 0;
    });
}

function wentWell(results: readonly StepResult[]): boolean {
    return results.every(({ problems }) => problems.length === 0);
}

/** The export has the secrets that moto made up, so it stays in the rehearsal's own folder. */
async function record(
    run: StackRun,
    recording: { stack: string; release: string },
    { folder }: RehearsalGround,
    progress: Progress,
): Promise<void> {
    const from = path.join(folder, "exported.json");
    fs.writeFileSync(from, await run.exportText("--show-secrets"), { mode: 0o600 });
    const files = await recordStack(projectFolder, { ...recording, from }, progress);
    progress.note(`Recorded: ${files.map((file) => path.relative(projectFolder, file)).join(", ")}`);
}

endWith(main, { atOnce: true });
