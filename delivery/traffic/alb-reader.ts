import type { Rule } from "@aws-sdk/client-elastic-load-balancing-v2";

import type { PerColor } from "../../components/colors";
import {
    type Attached,
    readAttached,
    readHealthy,
    readRules,
    weightedRuleOf,
    weightsOfRules,
} from "../../components/workload/alb-weights";
import type { Weights } from "../../components/workload/weights";
import { type Clock, systemClock } from "../clock";
import type { ElbWriteApi } from "./elb-write-api";
import { patientElb } from "./patient-elb";

/** What a load balancer does with the two target groups of each workload. */
export interface AlbReader {
    /** The weights of the rule that names them, in percent; `undefined` without such a rule. */
    readonly weights: (workload: string) => Promise<Weights | undefined>;
    /** How many targets of each are healthy; `undefined` while no rule names them. */
    readonly healthy: (workload: string) => Promise<PerColor<number> | undefined>;
    /** Their ARNs and the load balancer's; `undefined` while no rule names them. */
    readonly attached: (workload: string) => Promise<Attached | undefined>;
}

/** How long a read is tried again: throttling is over by then, or it is no moment to go on in. */
const patienceMilliseconds = 10_000;

/**
 * Reads through throttling and failures. While a release is watched its weights are read each second, and AWS takes some ten such calls a
 * second from a whole account: where a rule is, is found once, and then it takes one call.
 */
export function patientAlbReader(
    api: ElbWriteApi,
    /** Names of a workload's target groups. */
    targetGroups: (workload: string) => PerColor<string>,
    clock: Clock = systemClock,
): AlbReader {
    const found = new Map<string, { attached: Attached; ruleArn: string }>();
    const patient = () => patientElb(api, clock.now() + patienceMilliseconds, clock);
    const attached = (workload: string) => readAttached(patient(), targetGroups(workload));
    const find = async (workload: string) => {
        const place = await attached(workload);
        const rule = place && weightedRuleOf(place.arns, await readRules<Rule>(patient(), place));
        if (place && rule?.RuleArn !== undefined) found.set(workload, { attached: place, ruleArn: rule.RuleArn });
        return place && rule && weightsOfRules(place.arns, [rule]);
    };
    return {
        attached,
        weights: async (workload) => {
            const known = found.get(workload);
            const rules = known && (await rulesAt(patient(), known.ruleArn));
            const weights = known && rules && weightsOfRules(known.attached.arns, rules);
            // Another rule may have come in its place.
            return weights ?? find(workload);
        },
        healthy: async (workload) => {
            const place = await attached(workload);
            return place && readHealthy(patient(), place.arns);
        },
    };
}

async function rulesAt(api: ElbWriteApi, arn: string): Promise<Rule[]> {
    try {
        return (await api.describeRules({ RuleArns: [arn] })).Rules ?? [];
    } catch (error) {
        if (error instanceof Error && error.name === "RuleNotFoundException") return [];
        throw error;
    }
}
