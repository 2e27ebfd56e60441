import type { SettableClock } from "./clock";
import type { Requester } from "./gates/smoke";

/** A date of HTTP has whole seconds, and an answer takes a while. */
const toleratedMilliseconds = 3_000;

/**
 * Sets a clock to the API server's where it differs by seconds. What one machine writes down another may go on with, and figures are
 * asked for by time: those of another minute would be judged as if they were of now. A cluster that doesn't answer changes nothing.
 */
export async function followCluster(
    clock: SettableClock,
    request: Requester,
    tell: (line: string) => void,
    signal = AbortSignal.timeout(2_000),
): Promise<void> {
    const date = await request("/version", signal).then(
        (answer) => answer.date,
        () => undefined,
    );
    const time = Date.parse(date ?? "");
    const behind = time - clock.now();
    if (Number.isNaN(time) || Math.abs(behind) <= toleratedMilliseconds) return;
    clock.set(time);
    const seconds = `${Math.round(Math.abs(behind) / 1000)} s`;
    const words = behind > 0 ? `${seconds} behind` : `${seconds} before`;
    tell(`this machine's clock is ${words} the cluster's, which the release goes by`);
}
