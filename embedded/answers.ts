import { setTimeout as delay } from "node:timers/promises";

import { UserError } from "./errors";

/** What a gateway says where nothing behind it answers. */
const nobody = [502, 503, 504];

/** Waits until something behind the gateway answers there, whatever it says. Gives up after so many milliseconds. */
export async function untilAnswers(
    address: string,
    report: (detail: string) => void,
    patience = 60_000,
): Promise<void> {
    const end = Date.now() + patience;
    for (;;) {
        const problem = await problemOf(address);
        if (problem === undefined) return;
        if (Date.now() > end) {
            throw new UserError(`${address} does not answer: ${problem}. To see what is missing: kubectl get pods -A`);
        }
        report(`${address}: ${problem}`);
        await delay(100);
    }
}

async function problemOf(address: string): Promise<string | undefined> {
    try {
        const { status, body } = await fetch(address, { redirect: "manual", signal: AbortSignal.timeout(10_000) });
        await body?.cancel();
        return nobody.includes(status) ? `status ${status}` : undefined;
    } catch (error) {
        const { cause } = error as { cause?: unknown };
        return cause instanceof Error ? cause.message : String(error);
    }
}
