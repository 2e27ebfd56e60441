import type { Action, Rule } from "@aws-sdk/client-elastic-load-balancing-v2";

import type { ElbApi } from "../../components/workload/elb-api";

/** The part of the Elastic Load Balancing API with which a rule gets other weights. */
export interface ElbWriteApi extends Pick<ElbApi, "describeTargetGroups" | "describeListeners"> {
    describeRules(input: { ListenerArn: string; Marker?: string }): Promise<{ Rules?: Rule[]; NextMarker?: string }>;
    modifyRule(input: { RuleArn: string; Actions: Action[] }): Promise<unknown>;
}

/** What takes longer is tried again by the caller, to whom a rollback is urgent. */
const timeouts = { connectionTimeout: 2_000, requestTimeout: 5_000 };

/** The API of one region, with the credentials that the AWS CLI would use; the SDK is loaded at the first call. */
export function elbWriteApi(region: string): ElbWriteApi {
    let client: Promise<ElbWriteApi> | undefined;
    const connect = () => (client ??= connected(region));
    return {
        describeTargetGroups: async (input) => (await connect()).describeTargetGroups(input),
        describeListeners: async (input) => (await connect()).describeListeners(input),
        describeRules: async (input) => (await connect()).describeRules(input),
        modifyRule: async (input) => (await connect()).modifyRule(input),
    };
}

async function connected(region: string): Promise<ElbWriteApi> {
    const { ElasticLoadBalancingV2 } = await import("@aws-sdk/client-elastic-load-balancing-v2");
    return new ElasticLoadBalancingV2({ region, requestHandler: timeouts });
}
