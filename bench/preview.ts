import { succeeded } from "../test/e2e/platform";
import type { Measurement } from "./figure";
import { median, spread } from "./stats";

export const preview: Measurement = {
    title: "pulumi preview, no change",
    run: async ({ platform }) => {
        const times: number[] = [];
        for (let turn = 0; turn < 3; turn++) {
            times.push(succeeded("preview", await platform.pulumi("preview", "--expect-no-changes")).seconds);
        }
        const met = median(times) <= 6;
        return [{ name: "`pulumi preview`, no change", target: "≤ 6 s", measured: spread(times), met }];
    },
};
