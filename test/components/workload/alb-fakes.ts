import type { ElbApi, ElbRule } from "../../../components/workload/elb-api";

export const names = { blue: "prod-recipes-blue", green: "prod-recipes-green" };
export const arns = { blue: "arn:blue", green: "arn:green" };

/** A forward with these weights, as the API answers it. */
export function forward(weights: Record<string, number | undefined>): ElbRule {
    const groups = Object.entries(weights).map(([arn, weight]) => ({ TargetGroupArn: arn, Weight: weight }));
    return { Actions: [{ ForwardConfig: { TargetGroups: groups } }] };
}

/** An API whose load balancer has these rules, two a page, and these states of targets by target group. */
export function fakeApi(rules: ElbRule[], targets: Record<string, string[]> = {}, isAttached = true): ElbApi {
    return {
        describeTargetGroups: ({ Names: asked }) =>
            Promise.resolve({
                TargetGroups: (["green", "blue"] as const)
                    .filter((color) => asked.includes(names[color]))
                    .map((color) => ({
                        TargetGroupName: names[color],
                        TargetGroupArn: arns[color],
                        LoadBalancerArns: isAttached ? ["arn:lb"] : [],
                    })),
            }),
        describeListeners: () => Promise.resolve({ Listeners: [{ ListenerArn: "http" }, { ListenerArn: "https" }] }),
        describeRules: ({ ListenerArn: listener, Marker: marker = "0" }) => {
            const start = Number(marker);
            const next = start + 2 < rules.length ? String(start + 2) : undefined;
            return Promise.resolve(
                listener === "https" ? { Rules: rules.slice(start, start + 2), NextMarker: next } : { Rules: [{}] },
            );
        },
        describeTargetHealth: ({ TargetGroupArn: arn }) =>
            Promise.resolve({
                TargetHealthDescriptions: (targets[arn] ?? []).map((State) => ({ TargetHealth: { State } })),
            }),
    };
}
