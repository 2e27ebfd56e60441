import type { WorkloadReleaseConfig } from "../../components/release-config";
import type { Finding } from "./watch";
import { isMissing, type Sample } from "./sample";
import { inWords, streak, verdictOfStreak } from "./streak";

interface Asked {
    readonly history: readonly Sample[];
    readonly queries: WorkloadReleaseConfig["queries"];
}

/** What the workload's own queries say. */
export function judgeQueries({ queries: asked, history }: Asked, sample: Sample): Finding[] {
    return asked.map(({ name, max }) => {
        const value = sample.queries[name];
        if (value === undefined || isMissing(value)) {
            return { measure: name, verdict: "inconclusive", why: value?.noFigures ?? "was not asked" };
        }
        const above = streak(history, ({ queries }) => {
            const then = queries[name];
            return typeof then === "number" && then > max;
        });
        return {
            measure: name,
            value,
            verdict: verdictOfStreak(above),
            why: above.looks === 0 ? `${value} is at most ${max}` : `${value} is more than ${max}, ${inWords(above)}`,
        };
    });
}
