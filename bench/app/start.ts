import { performance } from "node:perf_hooks";

import { serve } from "../../app/dev/program";
import { median, highest } from "../stats";
import type { AppMeasurement } from "./measurement";

const turns = 20;

export const start: AppMeasurement = {
    title: "Start of the app",
    run: async ({ program, stores, report }) => {
        const times: number[] = [];
        for (let turn = 1; turn <= turns; turn++) {
            report(`${turn} of ${turns}`);
            const began = performance.now();
            const server = await serve(program, stores, { LOG_LEVEL: "error" });
            times.push(performance.now() - began);
            await server.stop();
        }
        const measured = `median ${median(times).toFixed(0)} ms, max ${highest(times).toFixed(0)} ms (of ${turns})`;
        return [
            {
                name: "start of the app until it is ready, without migrations to run",
                target: "≤ 300 ms",
                measured,
                met: median(times) <= 300,
            },
        ];
    },
};
