import { Load } from "../../embedded/load/load";
import type { Figure } from "../figure";
import { spread } from "../stats";
import type { Part } from "./parts";
import { type DeliveryBench, effects, faults, type Version } from "./release-bench";

const releasesOfFigure = 50;
/** What is watched is the same for good and bad ones, and longer than the 20 s that a crash takes. */
const config: [string, string][] = [
    ["release.steps[0].weight", "20"],
    ["release.steps[0].seconds", "10"],
    ["release.bakeSeconds", "15"],
];
const watched = "canary of 20 % for 10 s, then all of the traffic for 15 s";
const steady = 100;
const burst = 300;

interface Release {
    version: Version;
    seconds: number;
    isTakenBack: boolean;
    said: string;
}

/** Releases without a fault, each to the other color of the last, under a load that comes in bursts. */
export const falseRollbacks: Part = {
    name: "false",
    minutes: 50,
    title: "Good releases under noisy load",
    run: async (bench) => {
        const done = await manyReleases(bench, (done) => {
            const live = done.findLast(({ isTakenBack }) => !isTakenBack)?.version;
            return live === "good" ? "better" : "good";
        });
        const wrong = done.filter(({ isTakenBack }) => isTakenBack);
        return [
            {
                name: `false rollbacks over ${done.length} good releases at ${steady} requests/s with bursts of ${burst} more; ${watched}`,
                target: "0",
                measured: `${wrong.length}${reasons(wrong)}`,
                met: wrong.length === 0,
            },
            row(done),
        ];
    },
};

/** Releases of which each has one of the faults. */
export const missed: Part = {
    name: "missed",
    minutes: 45,
    title: "Bad releases under noisy load",
    run: async (bench) => {
        const done = await manyReleases(bench, ({ length }) => faults[length % faults.length] ?? "errors");
        const wrong = done.filter(({ isTakenBack }) => !isTakenBack);
        const effect = faults.map((fault) => {
            const ofIt = done.filter(({ version }) => version === fault);
            return `${ofIt.filter(({ isTakenBack }) => !isTakenBack).length} of ${ofIt.length} where ${effects[fault]}`;
        });
        return [
            {
                name: `bad releases missed over ${done.length}, at ${steady} requests/s with bursts of ${burst} more; ${watched}`,
                target: "≤ 1",
                measured: `${wrong.length}: ${effect.join("; ")}`,
                met: wrong.length <= 1,
            },
            row(done),
        ];
    },
};

async function manyReleases(
    bench: DeliveryBench,
    versionOf: (done: readonly Release[]) => Version,
): Promise<Release[]> {
    const { platform, report, count = releasesOfFigure } = bench;
    await platform.config(...config);
    const done: Release[] = [];
    await underNoisyLoad(bench, async () => {
        for (let turn = 0; turn < count; turn++) {
            const version = versionOf(done);
            const wrong = done.filter(({ isTakenBack, version: of }) => isTakenBack !== of in effects).length;
            report(`release ${turn + 1} of ${count}, ${version}; ${wrong} judged wrongly`);
            done.push(await release(bench, version));
        }
    });
    return done;
}

/** One deploy a release: the window of the last one is ended by it. */
async function release({ platform, images }: DeliveryBench, version: Version): Promise<Release> {
    const from = Date.now();
    await platform.mustAlchemorsel("deploy", "--image", images[version], "--end-window");
    const { code, output } = await platform.alchemorsel("promote");
    if (code > 1) throw new Error(`alchemorsel promote ended with ${code}:\n${output}`);
    // A bad one that was missed would be the live one, which the next release is compared with.
    if (code === 0 && version in effects) await platform.mustAlchemorsel("rollback");
    const said = /rolling back\s+(.*)/.exec(output)?.[1] ?? output.trim().split("\n").at(-1) ?? "";
    return { version, seconds: (Date.now() - from) / 1000, isTakenBack: code === 1, said };
}

/** A steady load, and beside it bursts of a few seconds at any time. Each is bounded, however long the work takes. */
async function underNoisyLoad(bench: DeliveryBench, work: () => Promise<void>): Promise<void> {
    const { platform, k6, folder, pause } = bench;
    const options = { address: platform.address, k6, folder };
    const noise = { isOver: false };
    const bursts = async () => {
        while (!noise.isOver) {
            const load = Load.start({ ...options, seconds: 2 + 4 * Math.random(), kept: burst / 2, fresh: burst / 2 });
            await load.ended();
            await pause(1 + 5 * Math.random());
        }
    };
    const steadyLoad = Load.start({ ...options, seconds: 2 * 3600, kept: steady / 2, fresh: steady / 2 });
    const noisy = bursts().catch(() => undefined);
    try {
        await steadyLoad.more(steady);
        await work();
    } finally {
        noise.isOver = true;
        await steadyLoad.stop();
        await noisy;
    }
}

function row(done: readonly Release[]): Figure {
    const name = "deploy and promote of each, wall clock";
    return { name, target: "", measured: spread(done.map(({ seconds }) => seconds)) };
}

function reasons(wrong: readonly Release[]): string {
    return wrong.length === 0 ? "" : `: ${wrong.map(({ said }) => said).join("; ")}`;
}
