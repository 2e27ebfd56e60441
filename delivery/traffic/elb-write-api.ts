import type { Action, Rule } from "@aws-sdk/client-elastic-load-balancing-v2";

import type { ElbApi } from "../../components/workload/elb-api";
import { sdkOptions } from "../target/sdk-options";

/** The part of the Elastic Load Balancing API with which a rule gets other weights, and with which these are watched. */
export interface ElbWriteApi extends Omit<ElbApi, "describeRules"> {
    /** The rules of a listener, a page at a time, or those of these ARNs. */
    describeRules(
        input: { ListenerArn: string; Marker?: string } | { RuleArns: string[] },
    ): Promise<{ Rules?: Rule[]; NextMarker?: string }>;
    modifyRule(input: { RuleArn: string; Actions: Action[] }): Promise<unknown>;
}

/** The API of one region, with the credentials that the AWS CLI would use; the SDK is loaded at the first call. */
export function elbWriteApi(region: string): ElbWriteApi {
    let client: Promise<ElbWriteApi> | undefined;
    const connect = () => (client ??= connected(region));
    return {
        describeTargetGroups: async (input) => (await connect()).describeTargetGroups(input),
        describeListeners: async (input) => (await connect()).describeListeners(input),
        describeRules: async (input) => (await connect()).describeRules(input),
        describeTargetHealth: async (input) => (await connect()).describeTargetHealth(input),
        modifyRule: async (input) => (await connect()).modifyRule(input),
    };
}

async function connected(region: string): Promise<ElbWriteApi> {
    const { ElasticLoadBalancingV2 } = await import("@aws-sdk/client-elastic-load-balancing-v2");
    return new ElasticLoadBalancingV2({ region, ...sdkOptions });
}
