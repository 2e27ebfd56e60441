import type { AnalysisConfig } from "../../components/release-config";

/** As in the config's defaults. */
export const analysis: AnalysisConfig = {
    falseAlarmOdds: 0.001,
    errorDifference: 0.01,
    slowDifference: 0.1,
    slowMilliseconds: 25,
    minimumRequests: 50,
    inconclusive: "wait",
    waitSeconds: 600,
};
