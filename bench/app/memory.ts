import * as fs from "node:fs";

import { serve } from "../../app/dev/program";
import { aRecipe, type AppMeasurement } from "./measurement";

const settleSeconds = 10;

export const memory: AppMeasurement = {
    title: "Memory of the app",
    run: async ({ program, stores, report, pause }) => {
        const server = await serve(program, stores, { LOG_LEVEL: "error" });
        try {
            for (const page of [server.address, `${server.address}/recipes?q=soup`, await aRecipe(server)]) {
                await (await fetch(page)).arrayBuffer();
            }
            report(`${settleSeconds} s of rest`);
            await pause(settleSeconds);
            const size = residentSize(server.pid);
            return [
                {
                    name: "memory of the app at rest, after a few pages (resident set)",
                    target: "≤ 40 MiB",
                    measured: `${(size / 2 ** 20).toFixed(1)} MiB`,
                    met: size <= 40 * 2 ** 20,
                },
            ];
        } finally {
            await server.stop();
        }
    },
};

function residentSize(pid: number): number {
    const [, size] = /^VmRSS:\s+(\d+) kB$/m.exec(fs.readFileSync(`/proc/${pid}/status`, "utf8")) ?? [];
    if (size === undefined) {
        throw new Error(`the kernel does not say how large process ${pid} is`);
    }
    return Number(size) * 1024;
}
