import type { autoscaling } from "@pulumi/kubernetes/types/input";

import { quantity } from "../kubernetes/quantity";

const cpuPercent = 70;
const memoryPercentOfLimit = 80;

/** What a pod is meant to get of a color's requests. */
export interface RequestTarget {
    /** The metric of all of the color's requests per second. */
    metric: autoscaling.v2.MetricIdentifier;
    /** Of these a pod gets at most so many, on average. */
    perSecond: number;
}

/** An autoscaler's spec that grows at once and shrinks slowly, one pod at a time, so that it does not flap. */
export function autoscalerSpec(
    deployment: string,
    replicas: { min: number; max: number },
    memoryLimit: string,
    requests?: RequestTarget,
): autoscaling.v2.HorizontalPodAutoscalerSpec {
    return {
        scaleTargetRef: { apiVersion: "apps/v1", kind: "Deployment", name: deployment },
        minReplicas: replicas.min,
        maxReplicas: replicas.max,
        metrics: [
            {
                type: "Resource",
                resource: { name: "cpu", target: { type: "Utilization", averageUtilization: cpuPercent } },
            },
            {
                type: "Resource",
                resource: { name: "memory", target: { type: "AverageValue", averageValue: memoryTarget(memoryLimit) } },
            },
            ...(requests === undefined ? [] : [requestMetric(requests)]),
        ],
        behavior: {
            scaleUp: {
                stabilizationWindowSeconds: 0,
                selectPolicy: "Max",
                policies: [
                    { type: "Percent", value: 100, periodSeconds: 30 },
                    { type: "Pods", value: 2, periodSeconds: 30 },
                ],
            },
            scaleDown: {
                stabilizationWindowSeconds: 300,
                selectPolicy: "Min",
                policies: [{ type: "Pods", value: 1, periodSeconds: 60 }],
            },
        },
    };
}

/** It shares all of the requests among the pods: a color that has none asks for its smallest number. */
function requestMetric({ metric, perSecond }: RequestTarget): autoscaling.v2.MetricSpec {
    return {
        type: "External",
        external: { metric, target: { type: "AverageValue", averageValue: String(perSecond) } },
    };
}

/**
 * The memory at which pods are added, in bytes. It is measured against the limit, not the request: a pod at its
 * request is well, a pod at its limit gets ended.
 */
export function memoryTarget(memoryLimit: string): string {
    return String(Math.floor((quantity(memoryLimit) * memoryPercentOfLimit) / 100));
}
