import { succeeded, type TestPlatform } from "../test/e2e/platform";
import type { Measurement } from "./figure";
import { median, seconds, spread } from "./stats";

export const start: Measurement = {
    title: "make up, everything running",
    run: async ({ platform }) => {
        const times: number[] = [];
        for (let turn = 0; turn < 3; turn++) {
            times.push((await platform.must("up")).seconds);
        }
        const met = median(times) <= 15;
        return [{ name: "`make up`, everything running", target: "≤ 15 s", measured: spread(times), met }];
    },
};

export const restart: Measurement = {
    title: "make up after make down",
    run: async ({ platform, report }) => {
        report("down");
        await platform.must("down");
        report("up");
        const started = Date.now();
        succeeded("up", await platform.cli("up"));
        await ready(platform);
        const total = (Date.now() - started) / 1000;
        const name = "`make up` after `make down` (cache warm), until the app is ready";
        return [{ name, target: "≤ 90 s", measured: seconds(total), met: total <= 90 }];
    },
};

/** The command's end is not enough: a user waits for an answer. */
async function ready(platform: TestPlatform): Promise<void> {
    const deadline = Date.now() + 120_000;
    for (;;) {
        const response = await fetch(`${platform.address}/readyz`).catch(() => undefined);
        await response?.arrayBuffer();
        if (response?.status === 200) {
            return;
        }
        if (Date.now() > deadline) {
            throw new Error(`the app is not ready: ${response?.status ?? "no answer"}`);
        }
        await new Promise((resolve) => setTimeout(resolve, 100));
    }
}
