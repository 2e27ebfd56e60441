/**
 * `make rehearse-recovery`: production comes up, its region is lost, and recovery takes over, by the command that people use.
 * Ends as `make rehearse` does.
 */
import * as fs from "node:fs";
import * as path from "node:path";

import { endWith } from "../end-with";
import { projectFolder } from "../platform";
import { readStackFile } from "../preview";
import { createProgress, type Progress } from "../progress";
import { type RehearsalGround, withGround } from "./ground";
import { firstUpdate } from "./life";
import { preparePlace } from "./place";
import { rehearsalProject } from "./rehearsal-project";
import { takeOver } from "./recovery/take-over";
import { rehearse } from "./rehearse";
import { StackRun } from "./stack-run";

const [from, to] = ["production", "recovery"];
const report = "rehearsal-report/recovery.md";
/** What was asked of AWS, also where it failed. */
const sources = "rehearsal-report/recovery.sources";

async function main(): Promise<number> {
    const read = (stack: string) => readStackFile(projectFolder, stack, "make rehearse-recovery");
    const [config, successor] = [read(from), read(to)];
    const progress = createProgress();
    return withGround(
        to,
        config,
        progress,
        async (ground) => {
            const places = {
                from: await preparePlace(from, config, ground, progress),
                to: await preparePlace(to, successor, ground, progress),
            };
            try {
                for await (const { problems } of rehearse([firstUpdate], places.from, ground, progress))
                    if (problems.length > 0) return 1;
                return await lost(places.to, ground, progress);
            } finally {
                fs.mkdirSync(sources, { recursive: true });
                fs.copyFileSync(ground.callsFile, path.join(sources, path.basename(ground.callsFile)));
            }
        },
        [successor],
    );
}

async function lost(
    place: Awaited<ReturnType<typeof preparePlace>>,
    ground: RehearsalGround,
    progress: Progress,
): Promise<number> {
    await ground.lose(ground.region);
    const project = rehearsalProject(ground.folder);
    const told = await progress.step(`${to} takes over`, (detail) =>
        takeOver(project, { from, to }, place, ground, detail),
    );
    const again = await progress.step("up again", (detail) => new StackRun(place).command("up", [], detail));
    const problems = again.changes.map(
        ({ op, name, properties }) => `up again: ${op} of ${name}: ${properties.join(", ")}`,
    );
    const text = [`# ${from} lost, ${new Date().toISOString()}`, "", "```", told, "```", "", ...problems, ""].join(
        "\n",
    );
    fs.mkdirSync(path.dirname(report), { recursive: true });
    fs.writeFileSync(report, text);
    progress.note(`${text}\nReport: ${report}`);
    return again.ok && problems.length === 0 ? 0 : 1;
}

endWith(main, { atOnce: true });
