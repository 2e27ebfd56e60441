import type { Answer } from "../../embedded/load/load";
import type { Figure } from "../figure";
import { underLoad } from "../load";
import { highest, spread } from "../stats";
import type { Part } from "./parts";
import { type DeliveryBench, effects, type Fault, faults } from "./release-bench";
import type { WatchingWay } from "./ways/way";

/** The canary's share of the traffic, in percent, and for how long, if nothing is wrong. */
export const weight = 20;
export const stepSeconds = 60;

const turnsOfFigure = 3;
const slow = 300;

interface Turn {
    /** From its first bad answer to the last one of the bad version; `undefined` where no request showed it. */
    breachToBack: number | undefined;
    saw: number;
    suffered: number;
    all: number;
    isTakenBack: boolean;
}

/** Releases that misbehave once they have traffic, by one way that watches. */
export function badReleases(part: Pick<Part, "name" | "minutes">, wayOf: (bench: DeliveryBench) => WatchingWay): Part {
    return {
        ...part,
        title: `Bad releases: ${part.name}`,
        run: async (bench) => {
            const turns = bench.count ?? turnsOfFigure;
            const way = wayOf(bench);
            const figures: Figure[] = [];
            try {
                bench.report("installing");
                await way.install();
                for (const fault of faults) {
                    const done: Turn[] = [];
                    for (let turn = 1; turn <= turns; turn++) {
                        bench.report(`${fault}, release ${turn} of ${turns}`);
                        done.push(await oneTurn(bench, way, fault));
                    }
                    figures.push(...rows(way, fault, done, bench.rate));
                }
            } finally {
                await way.remove();
            }
            return figures;
        },
    };
}

async function oneTurn(bench: DeliveryBench, way: WatchingWay, fault: Fault): Promise<Turn> {
    const { images, pause, rate } = bench;
    await way.deploy(images[fault]);
    let isTakenBack = false;
    const { answers } = await underLoad(bench, { rate, host: way.host }, async () => {
        await pause(5);
        isTakenBack = (await way.release(images[fault])) === "taken back";
        await pause(2);
    });
    return { ...seen(fault, answers), isTakenBack };
}

/** What the load saw of a bad version. */
export function seen(fault: Fault, answers: readonly Answer[]): Omit<Turn, "isTakenBack"> {
    const bad = answers.filter((answer) => isBad(fault, answer));
    const saw = answers.filter((answer) => answer.version === fault || isBad(fault, answer));
    const breach = bad.reduce((first, { at }) => Math.min(first, at), Infinity);
    const last = saw.reduce((latest, { at }) => Math.max(latest, at), -Infinity);
    return {
        breachToBack: bad.length > 0 ? (last - breach) / 1000 : undefined,
        saw: saw.length,
        suffered: bad.length,
        all: answers.length,
    };
}

/** A pod that has exited gives no answer, so there is no version in it; the old version never fails here. */
function isBad(fault: Fault, { status, version, duration }: Answer): boolean {
    if (fault === "slow") return version === fault && duration >= slow;
    return (version === fault || version === "-") && (status < 200 || status > 299);
}

function rows(way: WatchingWay, fault: Fault, done: readonly Turn[], rate: number): Figure[] {
    const times = done.flatMap(({ breachToBack }) => breachToBack ?? []);
    const kept = done.filter(({ isTakenBack }) => !isTakenBack).length;
    const isOurs = way.host === undefined;
    const each = (of: (turn: Turn) => number) => done.map((turn) => of(turn)).join(", ");
    return [
        {
            name: `${way.name} (${way.judges}): ${effects[fault]}; canary of ${weight} % of ${rate} requests/s, from the first bad answer that the load saw to the last answer of that version`,
            target: isOurs ? "≤ 5 s" : "",
            measured:
                (times.length === 0 ? "no request showed it" : spread(times)) +
                (kept > 0 ? `; ${kept} of ${done.length} never taken back` : ""),
            ...(isOurs ? { met: kept === 0 && times.length > 0 && highest(times) <= 5 } : {}),
        },
        {
            name: "requests that saw it, and of these those that failed or were slow for it, each release",
            target: "",
            measured: `${each(({ saw }) => saw)}; ${each(({ suffered }) => suffered)} (of ${each(({ all }) => all)})`,
        },
    ];
}
