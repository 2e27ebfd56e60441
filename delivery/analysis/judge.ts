import type { Look, ReleasePlan } from "../release/release";
import { judgePods } from "./judge-pods";
import { judgeQueries } from "./judge-queries";
import { judgeRequests } from "./judge-requests";
import type { Watch } from "./watch";

/** The odds of one workload in one step or in the bake, such that those of all together are what the config says. */
export function oddsOfStep({ analysis, steps }: Pick<ReleasePlan, "analysis" | "steps">, workloads: number): number {
    return analysis.falseAlarmOdds / (workloads * (steps.length + 1));
}

/** The verdict of several looks, of any number of workloads: what is not known to be well is not well. */
export function verdictOf(looks: readonly Look[]): Look["verdict"] {
    const verdicts = looks.map(({ verdict }) => verdict);
    return verdicts.includes("breach")
        ? "breach"
        : verdicts.every((one) => one === "well") && looks.length > 0
          ? "well"
          : "inconclusive";
}

/** What the last sample says of each measure. */
export function judge(watch: Watch): Look[] {
    const sample = watch.history.at(-1);
    if (sample === undefined) {
        throw new Error(`no sample of ${watch.workload} to judge`);
    }
    const findings = [
        ...judgeRequests(watch, sample),
        ...judgePods(watch.history, sample),
        ...judgeQueries(watch, sample),
    ];
    return findings.map((finding) => ({ at: sample.at, workload: watch.workload, ...finding }));
}
