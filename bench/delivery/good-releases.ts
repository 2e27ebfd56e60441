import type { Figure } from "../figure";
import { handover, reasons, type Run, underLoad } from "../load";
import { highest, spread } from "../stats";
import { type DeliveryBench, type DeliveryMeasurement, rate } from "./release-bench";

const turns = 20;

interface Turn {
    /** When `rollback` started, in milliseconds since the epoch. */
    rolledBackAt: number;
    promoteSeconds: number;
    rollbackSeconds: number;
}

/** Releases of a good version, each rolled back by hand, so that the next one can follow. */
export const goodReleases: DeliveryMeasurement = {
    title: `${turns} good releases, each rolled back, at ${rate} requests/s`,
    run: async (bench) => {
        const { platform, images, report, pause } = bench;
        await platform.config(["release.bakeSeconds", "0"]);
        report("the first deploy");
        await platform.mustAlchemorsel("deploy", "--image", images.good);
        const done: Turn[] = [];
        const run = await underLoad(bench, { rate }, async () => {
            for (let turn = 1; turn <= turns; turn++) {
                report(`release ${turn} of ${turns}`);
                done.push(await release(bench, turn === 1));
                await pause(1);
            }
        });
        return figures(run, done);
    },
};

async function release({ platform, images }: DeliveryBench, isDeployed: boolean): Promise<Turn> {
    if (!isDeployed) await platform.mustAlchemorsel("deploy", "--image", images.good);
    const { seconds: promoteSeconds } = await platform.mustAlchemorsel("promote");
    const rolledBackAt = Date.now();
    const { seconds: rollbackSeconds } = await platform.mustAlchemorsel("rollback");
    return { rolledBackAt, promoteSeconds, rollbackSeconds };
}

function figures({ answers, failed, dropped }: Run, done: readonly Turn[]): Figure[] {
    const back = done.flatMap(({ rolledBackAt, rollbackSeconds }) => {
        const moved = handover(answers, "green", rolledBackAt, rolledBackAt + rollbackSeconds * 1000);
        return moved ? [(moved.lastOld - rolledBackAt) / 1000] : [];
    });
    const promotes = done.map(({ promoteSeconds }) => promoteSeconds);
    return [
        {
            name: `failed requests over ${turns} good releases and as many rollbacks at ${rate} requests/s`,
            target: "0",
            measured: `${failed.length}${reasons(failed)} of ${answers.length} (${dropped} due and not sent)`,
            met: failed.length === 0,
        },
        {
            name: "`alchemorsel promote` without steps, gates included, under that load",
            target: "≤ 6 s",
            measured: spread(promotes),
            met: highest(promotes) <= 6,
        },
        {
            name: "`alchemorsel rollback`, from the command's start until 100 % old, under that load",
            target: "≤ 3 s",
            measured: spread(back),
            met: back.length === done.length && highest(back) <= 3,
        },
        {
            name: "the same until the command ends: config written, engine agrees",
            target: "",
            measured: spread(done.map(({ rollbackSeconds }) => rollbackSeconds)),
        },
    ];
}
