/** How long CloudWatch can keep logs, in days; other numbers are refused by its API. */
const retentions = [30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653] as const;

/** How long logs are kept unless said otherwise, in days. */
export const defaultRetentionDays = 365;

/** Why a number of days is no retention for logs that an investigation may need; `undefined` when it is one. */
export function retentionProblem(days: number): string | undefined {
    if (days < retentions[0]) {
        return `must be ${retentions[0]} at least; it is ${days}`;
    }
    return (retentions as readonly number[]).includes(days)
        ? undefined
        : `must be one of ${retentions.join(", ")}; it is ${days}`;
}
