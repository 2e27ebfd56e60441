import type { Answer } from "../../test/e2e/load";
import type { Figure } from "../figure";
import { underLoad } from "../load";
import { type DeliveryBench, type DeliveryMeasurement, rate, type versions } from "./release-bench";

type Fault = Exclude<keyof typeof versions, "good">;

const weight = 20;

/** How each fault shows in an answer of the bad version. */
const shows: Readonly<Record<Fault, (answer: Answer) => boolean>> = {
    errors: ({ status }) => status >= 500,
    slow: ({ duration }) => duration >= 300,
    // Until then it answers well, and afterwards not at all.
    "crash-later": ({ color }) => color !== "blue" && color !== "green",
};

/** Releases that misbehave once they have traffic, in a canary step of 20 %. */
export const badReleases: DeliveryMeasurement = {
    title: `bad releases at ${rate} requests/s`,
    run: async (bench) => {
        await bench.platform.config(
            ["release.steps[0].weight", String(weight)],
            ["release.steps[0].seconds", "60"],
            ["release.bakeSeconds", "30"],
        );
        const figures: Figure[] = [];
        for (const fault of Object.keys(shows) as Fault[]) figures.push(...(await measure(bench, fault)));
        return figures;
    },
};

async function measure(bench: DeliveryBench, fault: Fault): Promise<Figure[]> {
    const { platform, images, report, pause } = bench;
    report(`deploying the version with ${fault}`);
    await platform.mustAlchemorsel("deploy", "--image", images[fault]);
    report(`promoting the version with ${fault}`);
    let code = 0;
    let from = 0;
    const { answers } = await underLoad(bench, { rate }, async () => {
        await pause(5);
        from = Date.now();
        ({ code } = await platform.alchemorsel("promote"));
        await pause(1);
    });
    const after = answers.filter(({ at }) => at >= from);
    const bad = after.filter(({ color }) => color === "green");
    const breach = Math.min(...after.filter((answer) => isBad(fault, answer)).map(({ at }) => at));
    const seconds = (Math.max(...bad.map(({ at }) => at)) - breach) / 1000;
    const took = Number.isFinite(seconds) ? `${Math.max(0, seconds).toFixed(1)} s` : "no request showed it";
    return [
        {
            name: `a release with ${fault}, canary of ${weight} %: its first bad answer to its last answer`,
            target: "≤ 5 s",
            measured: code === 1 ? took : `not taken back (exit ${code})`,
            met: code === 1 && !(seconds > 5),
        },
        {
            name: "requests that saw it, and those that failed or were slow for it",
            target: "",
            measured: `${bad.length} of ${after.length}; ${after.filter((answer) => isBad(fault, answer)).length}`,
        },
    ];
}

function isBad(fault: Fault, answer: Answer): boolean {
    return answer.color !== "blue" && shows[fault](answer);
}
