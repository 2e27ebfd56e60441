/**
 * `make rehearse-failures STACK=…`: makes a fresh stack while every tenth call of AWS goes wrong and parts of the updates are killed,
 * finishes it, and looks whether AWS has anything that its state doesn't. Ends with 0 where it hasn't, 1 where it has or an update
 * is not finished, 2 where it could not be played.
 */
import * as fs from "node:fs";
import * as path from "node:path";

import { endWith } from "../../end-with";
import { UserError } from "../../errors";
import { projectFolder } from "../../platform";
import { readStackFile } from "../../preview";
import { createProgress, type Progress } from "../../progress";
import { type RehearsalGround, withGround } from "../ground";
import { besideState, copiesAmong, inventoryOf } from "../moto/inventory";
import { preparePlace } from "../place";
import { type Ran, type StackPlace, StackRun } from "../stack-run";
import { Failures, type Kill } from "./failures";
import { startFaultyProxy } from "./faulty-proxy";
import { recovered, updateAmid } from "./half-way";
import { randomOf } from "./random";
import { halfWayFigures, halfWayMarkdown, type HalfWayReport, problemsOf } from "./report";
import { killPart, victims } from "./victims";

async function main(): Promise<number> {
    const [stack = "", given = ""] = process.argv.slice(2);
    const seed = seedOf(given);
    const config = readStackFile(projectFolder, stack, "make rehearse-failures");
    const progress = createProgress();
    progress.note(`Seed: ${seed}`);
    return withGround(stack, config, progress, async (ground) => {
        const failures = new Failures((victim) => killPart(victim, place.configFile));
        const proxy = await startFaultyProxy(ground.awsUrl, (call) => failures.of(call));
        const place = await preparePlace(stack, config, { ...ground, awsUrl: proxy.url }, progress);
        try {
            const report = await play({ stack, seed, started: new Date() }, place, failures, ground, progress);
            progress.note(`Reports: ${write(report, place, ground)}`);
            const problems = problemsOf(report);
            for (const problem of problems) progress.note(`  ${problem}`);
            return problems.length === 0 ? 0 : 1;
        } finally {
            await proxy.stop();
        }
    });
}

function seedOf(given: string): number {
    if (given === "") return Date.now() % 1_000_000;
    if (!/^\d{1,9}$/.test(given)) throw new UserError(`SEED=${given}: it has to be a whole number of at most 9 digits`);
    return Number(given);
}

/** Each part of an update is killed twice. */
function killsOf(seed: number): Kill[] {
    const random = randomOf(seed);
    return [...victims, ...victims].map((victim) => ({ victim, afterCall: 5 + Math.floor(random() * 45) }));
}

async function play(
    named: Pick<HalfWayReport, "stack" | "seed" | "started">,
    place: StackPlace,
    failures: Failures,
    ground: RehearsalGround,
    progress: Progress,
): Promise<HalfWayReport> {
    const { python, awsUrl, regions, empty } = ground;
    const attempts = await updateAmid(failures, killsOf(named.seed), place, awsUrl, progress);
    const logs = path.join(place.logs, "without-failures");
    fs.mkdirSync(logs);
    const run = new StackRun({ ...place, logs });
    const up = (title: string): Promise<Ran> => progress.step(title, (report) => run.command("up", [], report));
    const first = await up("up without failures");
    // A call that the SDK made again may have made two, and no update says so.
    const { removed, kept } = await progress.step("recover --delete-copies", (report) =>
        recovered(place, awsUrl, report, { deleteCopies: true }),
    );
    const last = [first, await up("up again")];
    const state = await run.export();
    const after = await inventoryOf(python, awsUrl, regions);
    const beside = besideState(after, empty, state.deployment.resources ?? []);
    return {
        ...named,
        ...{ attempts, injected: failures.injected, last, removed, kept },
        ...{ beside, copies: copiesAmong(beside, after) },
    };
}

const folder = "rehearsal-report";

function write(report: HalfWayReport, { logs }: StackPlace, { callsFile }: RehearsalGround): string {
    const file = path.join(folder, `${report.stack}-failures.md`);
    const figures = path.join(folder, `${report.stack}-failures.json`);
    const sources = path.join(folder, `${report.stack}-failures.sources`);
    fs.mkdirSync(folder, { recursive: true });
    fs.writeFileSync(file, halfWayMarkdown(report));
    fs.writeFileSync(figures, `${JSON.stringify(halfWayFigures(report), null, 4)}\n`);
    fs.rmSync(sources, { recursive: true, force: true });
    for (const each of [logs, callsFile]) fs.cpSync(each, path.join(sources, path.basename(each)), { recursive: true });
    return [file, figures, sources].join(", ");
}

endWith(main, { atOnce: true });
