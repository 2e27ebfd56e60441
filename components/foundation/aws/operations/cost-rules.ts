import type { Problem } from "../../../problems";
import { checkAutoName } from "../name-limits";
import { because, emailProblems, unless } from "../rule";

/** What the rules look at, defaults filled in. */
interface CostNumbers {
    monthlyLimitUsd: number;
    anomalyUsd: number;
    emails: readonly string[];
}

/** The shares of the limit, in percent, of what is spent or forecast, at which somebody is told. */
export const thresholds = [
    { percent: 80, of: "ACTUAL" },
    { percent: 100, of: "ACTUAL" },
    { percent: 100, of: "FORECASTED" },
] as const;

/** What is wrong with the watch over costs. */
export function costProblems(name: string, { monthlyLimitUsd, anomalyUsd, emails }: CostNumbers): Problem[] {
    const positive = (path: string, amount: number) =>
        unless(Number.isFinite(amount) && amount > 0, path, `is ${amount}, and must be an amount above 0`);
    return [
        ...because(checkAutoName("budget", `${name}-budget`), "name"),
        ...positive("monthlyLimitUsd", monthlyLimitUsd),
        ...positive("anomalyUsd", anomalyUsd),
        ...unless(emails.length > 0 && emails.length <= 10, "emails", "must be one address at least and ten at most"),
        ...emailProblems("emails", emails),
    ];
}
