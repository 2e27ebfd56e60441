/**
 * `make rehearse-recovery`: production comes up, its region is lost, recovery takes over, by the command that people use, and is taken
 * down again in the end, as after a drill.
 * Ends as `make rehearse` does.
 */
import * as fs from "node:fs";
import * as path from "node:path";

import { endWith } from "../end-with";
import { projectFolder } from "../platform";
import { readStackFile } from "../preview";
import { createProgress, duration, type Progress } from "../progress";
import { endOfLife } from "./end-of-life";
import { type RehearsalGround, withGround } from "./ground";
import { firstUpdate, upAgain } from "./life";
import { inventoryOf } from "./moto/inventory";
import { preparePlace } from "./place";
import { rehearsalProject } from "./rehearsal-project";
import { takeOver } from "./recovery/take-over";
import { lineOf, rehearse, type StepResult } from "./rehearse";
import type { StackPlace } from "./stack-run";
import type { Cloud } from "./step";

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

async function lost(place: StackPlace, ground: RehearsalGround, progress: Progress): Promise<number> {
    await ground.lose(ground.region);
    const cloud = await cloudOf(place, ground);
    const project = rehearsalProject(ground.folder);
    const told = await progress.step(`${to} takes over`, (detail) =>
        takeOver(project, { from, to }, place, cloud, detail),
    );
    const results: StepResult[] = [];
    for await (const result of rehearse([upAgain, ...endOfLife], place, cloud, progress)) results.push(result);
    const text = [
        `# ${from} lost, ${new Date().toISOString()}`,
        "",
        "```",
        told,
        "```",
        "",
        ...results.map((result) => `- ${result.title}, ${duration(result.ran.seconds)}: ${lineOf(result)}`),
        "",
    ].join("\n");
    fs.mkdirSync(path.dirname(report), { recursive: true });
    fs.writeFileSync(report, text);
    progress.note(`${text}\nReport: ${report}`);
    return results.some(({ problems }) => problems.length > 0) ? 1 : 0;
}

/** What the stack stands on that takes over: its region, and what that has before. Nothing is asked of the one that is lost. */
async function cloudOf({ env }: StackPlace, ground: RehearsalGround): Promise<Cloud> {
    const { python, awsUrl, otherKubeconfigs } = ground;
    const region = env.AWS_REGION ?? "";
    const empty = await inventoryOf(python, awsUrl, [region]);
    return { python, awsUrl, region, regions: [region], empty, kubeconfig: otherKubeconfigs[0] ?? "" };
}

endWith(main, { atOnce: true });
