import type { Answer } from "../embedded/load/load";
import type { Bench, Figure, Measurement } from "./figure";
import { handover, reasons, Run, underLoad } from "./load";
import { switchColor, type Switch } from "./stack-config";
import { highest, percentile, spread } from "./stats";

const rate = 1000;
const turns = 20;
const leastRequests = 100_000;
const restSeconds = 20;

interface Stretch {
    from: number;
    to: number;
}

/** Pods for the load on both colors; the guard refuses a switch to a color with fewer than the other has grown to. */
export const podsUnderLoad = 4;

export const switches: Measurement = {
    title: `${turns} switches at ${rate} requests/s`,
    run: async (bench) => {
        const { platform, report, pause } = bench;
        report("pods for the load");
        await platform.config(["workloads.recipes.replicas.min", String(podsUnderLoad)]);
        await platform.mustUp();
        const rest: Stretch[] = [];
        const done: Switch[] = [];
        const run = await underLoad(bench, { rate }, async () => {
            const started = Date.now();
            report("at rest");
            await pause(3);
            rest.push(await atRest(bench));
            for (let turn = 0; turn < turns; turn++) {
                report(`switch ${turn + 1} of ${turns}`);
                done.push(await switchColor(platform));
                await pause(2);
            }
            report("at rest");
            rest.push(await atRest(bench));
            const missing = leastRequests / rate - (Date.now() - started) / 1000;
            await pause(Math.max(0, missing + 2));
        });
        return figures(run, rest, done);
    },
};

async function atRest({ pause }: Bench): Promise<Stretch> {
    const from = Date.now();
    await pause(restSeconds / 2);
    return { from, to: Date.now() };
}

function figures({ answers, failed, dropped }: Run, rest: readonly Stretch[], done: readonly Switch[]): Figure[] {
    const kept = answers.filter(({ kind }) => kind === "kept").length;
    const moves = done.flatMap(({ oldColor, from }, index) => {
        const move = handover(answers, oldColor, from, done[index + 1]?.from ?? Infinity);
        return move ? [{ ...move, from }] : [];
    });
    const unmoved = done.length - moves.length;
    const overlaps = moves.map(({ overlap }) => overlap);
    const times = done.map(({ seconds }) => seconds);
    const during = moves.map(({ from, lastOld }) => ({ from, to: lastOld }));
    const [restP99, switchP99] = [p99(answers, rest), p99(answers, during)];
    return [
        {
            name: `failed requests in ${turns} switches at 1,000 requests/s, ≥ 100,000 requests`,
            target: "0",
            measured:
                `${failed.length}${reasons(failed)} of ${answers.length} ` +
                `(${kept} on kept-alive, ${answers.length - kept} on new connections; ${dropped} due and not sent)`,
            met: failed.length === 0 && answers.length >= leastRequests,
        },
        {
            name: "the same `pulumi up`, while that load has the same cores",
            target: "",
            measured: spread(times),
        },
        {
            name: "first response of the new color to last response of the old",
            target: "≤ 1 s",
            measured: spread(overlaps) + (unmoved > 0 ? `; in ${unmoved} more the next switch came first` : ""),
            met: unmoved === 0 && highest(overlaps) <= 1,
        },
        {
            name: "p99 latency during a switch against p99 at rest",
            target: "≤ 1.5 ×",
            measured: `${switchP99.toFixed(1)} ms against ${restP99.toFixed(1)} ms: ${(switchP99 / restP99).toFixed(2)} ×`,
            met: switchP99 <= 1.5 * restP99,
        },
    ];
}

/** Of the requests that ended in these stretches; failed ones without an answer have no duration. */
function p99(answers: readonly Answer[], stretches: readonly Stretch[]): number {
    const durations = answers
        .filter(({ at }) => stretches.some(({ from, to }) => at >= from && at <= to))
        .map(({ duration }) => duration)
        .filter((duration) => !Number.isNaN(duration));
    return percentile(durations, 0.99);
}
