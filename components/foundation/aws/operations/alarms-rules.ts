import { type Problem, propertyPath } from "../../../problems";
import { accountIdProblem } from "../account";
import { type AlarmName, alarmTable } from "./alarm-table";
import { because, emailProblems, unless } from "../rule";

/** What the rules look at. */
interface AlarmsNumbers {
    accountId: string;
    watch: object;
    subscribers: Record<string, { protocol: string; endpoint: unknown }>;
    thresholds: Partial<Record<AlarmName, number>>;
}

/** What is wrong with a set of alarms. */
export function alarmsProblems({ accountId, watch, subscribers, thresholds }: AlarmsNumbers): Problem[] {
    return [
        ...because(accountIdProblem(accountId), "accountId"),
        ...unless(
            Object.values(watch).some((part) => part !== undefined),
            "watch",
            "is empty: nothing would be watched",
        ),
        ...unless(Object.keys(subscribers).length > 0, "subscribers", "is empty: nobody would be paged"),
        ...Object.entries(subscribers).flatMap(([key, { protocol, endpoint }]) =>
            endpointProblems(`${propertyPath("subscribers", key)}.endpoint`, protocol, endpoint),
        ),
        ...Object.entries(thresholds).flatMap(([name, threshold]) => {
            const path = propertyPath("thresholds", name);
            return [
                ...unless(name in alarmTable, path, `is unknown; known are ${Object.keys(alarmTable).join(", ")}`),
                ...unless(
                    Number.isFinite(threshold) && threshold >= 0,
                    path,
                    `is ${threshold}, and must be 0 or above`,
                ),
            ];
        }),
    ];
}

/** An endpoint that is yet unknown is left to SNS. */
function endpointProblems(path: string, protocol: string, endpoint: unknown): Problem[] {
    if (typeof endpoint !== "string") {
        return [];
    }
    return protocol === "email"
        ? emailProblems("", [endpoint]).map(({ reason }) => ({ propertyPath: path, reason }))
        : unless(endpoint.startsWith("https://"), path, "must begin with https://");
}
