import { Bench, Figure, Measurement } from "./figure";
import { handover, reasons, underLoad } from "./load";
import { plainHost, PlainService } from "./plain";
import { stackConfig } from "./stack-config";
import { seconds } from "./stats";

const rate = 500;
const before = 5;
const after = 10;

/** One way to move the traffic from blue to green. */
interface Way {
    name: string;
    host?: string;
    move: () => Promise<unknown>;
}

export const sideBySide: Measurement = {
    title: "Side by side with plain ways",
    run: async (bench) => {
        const { platform, report } = bench;
        const { activeColor, image } = stackConfig(platform);
        const plain = new PlainService(bench, image);
        report("a plain service");
        await plain.create();
        try {
            const ours = activeColor === "blue" ? "green" : "blue";
            await platform.config(["activeColor", ours]);
            const figures = [
                await compare(bench, activeColor, { name: "`pulumi up` of a switch", move: () => platform.mustUp() }),
                await compare(bench, "blue", {
                    name: "a plain Service's selector",
                    host: plainHost,
                    move: () => plain.select("green"),
                }),
            ];
            await plain.select("rolled");
            await bench.pause(3);
            const roll = { name: "a plain rolling update", host: plainHost, move: () => plain.roll("green") };
            return [...figures, await compare(bench, "blue", roll)];
        } finally {
            await plain.remove();
        }
    },
};

async function compare(bench: Bench, oldColor: string, { name, host, move }: Way): Promise<Figure> {
    bench.report(name);
    let from = 0;
    let command = 0;
    const { answers, failed, dropped } = await underLoad(bench, { rate, host }, async () => {
        await bench.pause(before);
        from = Date.now();
        await move();
        command = (Date.now() - from) / 1000;
        await bench.pause(after);
    });
    const moved = handover(answers, oldColor, from, Infinity);
    if (!moved) {
        throw new Error(`${name}: the traffic did not move away from ${oldColor}`);
    }
    const { lastOld, overlap } = moved;
    return {
        name: `side by side at ${rate} requests/s: ${name}`,
        target: "",
        measured:
            `${failed.length} lost${reasons(failed)} of ${answers.length}; ` +
            `command ${seconds(command)}, last answer of the old color after ${seconds((lastOld - from) / 1000)}, ` +
            `both colors for ${seconds(overlap)} (${dropped} due and not sent)`,
    };
}
