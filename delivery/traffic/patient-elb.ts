import { untilDone } from "../backoff";
import type { Clock } from "../clock";
import { transient } from "../target/sdk-failure";
import type { ElbWriteApi } from "./elb-write-api";

/** Tries each call again that was throttled, or that failed on the other side or on the way, until a moment. */
export function patientElb(api: ElbWriteApi, until: number, clock: Clock): ElbWriteApi {
    const patiently = <T>(call: () => Promise<T>) => untilDone(clock, until, call, transient);
    return {
        describeTargetGroups: (input) => patiently(() => api.describeTargetGroups(input)),
        describeListeners: (input) => patiently(() => api.describeListeners(input)),
        describeRules: (input) => patiently(() => api.describeRules(input)),
        describeTargetHealth: (input) => patiently(() => api.describeTargetHealth(input)),
        modifyRule: (input) => patiently(() => api.modifyRule(input)),
    };
}
