import type { Answer } from "../../embedded/load/load";
import type { Figure } from "../figure";
import { reasons, type Run, underLoad } from "../load";
import { highest, spread } from "../stats";
import type { DeliveryBench } from "./release-bench";
import type { Part } from "./parts";
import type { Way } from "./ways/way";

const turnsOfFigure = 20;

interface Turn extends Run {
    /** Seconds of the two commands, until they are done. */
    promote: number;
    rollback: number;
    /** Seconds from a command's start to the last answer of the version that it replaced. */
    promoted: number;
    rolledBack: number;
}

interface GoodReleases extends Pick<Part, "name" | "minutes"> {
    /** Default: 20. */
    turns?: number;
}

/** Good releases by one way, each rolled back so that the next one can follow. */
export function goodReleases(
    { turns: turnsOfPart = turnsOfFigure, ...part }: GoodReleases,
    wayOf: (bench: DeliveryBench) => Way,
): Part {
    return {
        ...part,
        title: `Good releases: ${part.name}`,
        run: async (bench) => {
            const turns = bench.count ?? turnsOfPart;
            const way = wayOf(bench);
            const done: Turn[] = [];
            try {
                bench.report("installing");
                await way.install();
                for (let turn = 1; turn <= turns; turn++) {
                    const say = (what: string) => {
                        bench.report(`release ${turn} of ${turns}: ${what}`);
                    };
                    done.push(await oneTurn({ ...bench, report: say }, way));
                }
            } finally {
                await way.remove();
            }
            return figures(way, done, bench.rate);
        },
    };
}

/** A load of its own for each, so that it is bounded however long a way takes. */
async function oneTurn(bench: DeliveryBench, way: Way): Promise<Turn> {
    const { images, pause, report, rate } = bench;
    const times: { from: number; to: number }[] = [];
    const timed = async (work: () => Promise<void>) => {
        const from = Date.now();
        await work();
        times.push({ from, to: Date.now() });
        await pause(3);
    };
    const run = await underLoad(bench, { rate, host: way.host }, async () => {
        await pause(2);
        report("deploying");
        await way.deploy(images.good);
        report("promoting");
        await timed(() => way.promote(images.good));
        report("rolling back");
        await timed(() => way.rollback());
    });
    const [promote, rollback] = times as [(typeof times)[0], (typeof times)[0]];
    return {
        ...run,
        promote: (promote.to - promote.from) / 1000,
        rollback: (rollback.to - rollback.from) / 1000,
        promoted: secondsUntilLast(run.answers, promote.from, rollback.from, (version) => version !== "good"),
        rolledBack: secondsUntilLast(run.answers, rollback.from, Infinity, (version) => version === "good"),
    };
}

/** From the start of a command to the last answer of these versions before another one starts; 0 where there is none. */
export function secondsUntilLast(
    answers: readonly Answer[],
    from: number,
    to: number,
    isOld: (version: string) => boolean,
): number {
    const old = answers.filter(({ at, version }) => at >= from && at < to && version !== "-" && isOld(version));
    return old.reduce((latest, { at }) => Math.max(latest, (at - from) / 1000), 0);
}

function figures(way: Way, done: readonly Turn[], rate: number): Figure[] {
    const failed = done.flatMap((turn) => turn.failed);
    const sum = (of: (turn: Turn) => number) => done.reduce((all, turn) => all + of(turn), 0);
    const promotes = done.map(({ promote }) => promote);
    const back = done.map(({ rolledBack }) => rolledBack);
    const isOurs = way.host === undefined;
    const judged = (target: string, met: boolean) => (isOurs ? { target, met } : { target: "" });
    return [
        {
            name: `${way.name}: failed requests over ${done.length} good releases and as many rollbacks at ${rate} requests/s`,
            measured: `${failed.length}${reasons(failed)} of ${sum(({ answers }) => answers.length)} (${sum(({ dropped }) => dropped)} due and not sent)`,
            ...judged("0", failed.length === 0),
        },
        {
            name: `${way.name}: ${way.promoteCommand}, under that load`,
            measured: spread(promotes),
            ...judged("≤ 6 s", highest(promotes) <= 6),
        },
        {
            name: "from its start to the last answer of the old version",
            target: "",
            measured: spread(done.map(({ promoted }) => promoted)),
        },
        {
            name: `${way.name}: ${way.rollbackCommand}, from its start until 100 % old, under that load`,
            measured: spread(back),
            ...judged("≤ 3 s", highest(back) <= 3),
        },
        {
            name: "the same until it is done",
            target: "",
            measured: spread(done.map(({ rollback }) => rollback)),
        },
    ];
}
