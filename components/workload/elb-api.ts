/** The part of the Elastic Load Balancing API that is read here; none of its calls changes anything. */
export interface ElbApi {
    describeTargetGroups(input: { Names: string[] }): Promise<{ TargetGroups?: ElbTargetGroup[] }>;
    describeListeners(input: { LoadBalancerArn: string }): Promise<{ Listeners?: { ListenerArn?: string }[] }>;
    describeRules(input: { ListenerArn: string; Marker?: string }): Promise<{ Rules?: ElbRule[]; NextMarker?: string }>;
    describeTargetHealth(input: { TargetGroupArn: string }): Promise<ElbTargetHealth>;
}

export interface ElbTargetGroup {
    TargetGroupName?: string;
    TargetGroupArn?: string;
    /** Empty: no rule of any listener names the target group, so nothing is sent to it and nothing checks its targets. */
    LoadBalancerArns?: string[];
}

export interface ElbRule {
    Conditions?: { Field?: string }[];
    Actions?: { ForwardConfig?: { TargetGroups?: { TargetGroupArn?: string; Weight?: number }[] } }[];
}

export interface ElbTargetHealth {
    TargetHealthDescriptions?: { TargetHealth?: { State?: string } }[];
}

/**
 * Longest waits for a connection and for an answer; an API that takes longer is as good as unreachable. Without the last word
 * the SDK only warns of an answer that doesn't come, and waits for good.
 */
const timeouts = { connectionTimeout: 5_000, requestTimeout: 10_000, throwOnRequestTimeout: true };

/**
 * The API of one region, with the credentials that the AWS CLI would use. The SDK and the credentials are loaded at the
 * first call, so a program that makes none pays for neither.
 */
export function elbApi(region: string): ElbApi {
    let client: Promise<ElbApi> | undefined;
    const connect = () => (client ??= connected(region));
    return {
        describeTargetGroups: async (input) => (await connect()).describeTargetGroups(input),
        describeListeners: async (input) => (await connect()).describeListeners(input),
        describeRules: async (input) => (await connect()).describeRules(input),
        describeTargetHealth: async (input) => (await connect()).describeTargetHealth(input),
    };
}

async function connected(region: string): Promise<ElbApi> {
    const { ElasticLoadBalancingV2 } = await import("@aws-sdk/client-elastic-load-balancing-v2");
    return new ElasticLoadBalancingV2({ region, requestHandler: timeouts });
}
