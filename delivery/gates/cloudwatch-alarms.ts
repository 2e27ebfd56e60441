import { untilDone } from "../backoff";
import { type Clock, systemClock } from "../clock";
import type { CloudWatchApi } from "../target/cloudwatch-api";
import { transient } from "../target/sdk-failure";
import type { GateInputs } from "./gate";

const patienceMilliseconds = 10_000;

/** The alarms of CloudWatch that are in state ALARM, of those whose names begin so: the stack's own, and what was added to them. */
export function cloudWatchAlarms(
    api: Pick<CloudWatchApi, "describeAlarms">,
    prefix: string,
    clock: Clock = systemClock,
): GateInputs["firingAlarms"] {
    return async () => {
        const until = clock.now() + patienceMilliseconds;
        const firing: string[] = [];
        let token: string | undefined;
        do {
            const input = { AlarmNamePrefix: prefix, StateValue: "ALARM", NextToken: token } as const;
            const types = { AlarmTypes: ["MetricAlarm" as const, "CompositeAlarm" as const] };
            const page = await untilDone(clock, until, () => api.describeAlarms({ ...input, ...types }), transient);
            const alarms = [...(page.MetricAlarms ?? []), ...(page.CompositeAlarms ?? [])];
            firing.push(...alarms.map(({ AlarmName: name = "", StateReason: reason }) => told(name, reason)));
            token = page.NextToken;
        } while (token !== undefined);
        return firing.sort();
    };
}

function told(name: string, reason: string | undefined): string {
    return reason === undefined || reason === "" ? name : `${name} (${reason})`;
}
