import type { autoscaling } from "@pulumi/kubernetes/types/input";

import { quantity } from "../kubernetes/quantity";

const cpuPercent = 70;
const memoryPercentOfLimit = 80;

/** An autoscaler's spec that grows at once and shrinks slowly, one pod at a time, so that it does not flap. */
export function autoscalerSpec(
    deployment: string,
    replicas: { min: number; max: number },
    memoryLimit: string,
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

/**
 * The memory at which pods are added, in bytes. It is measured against the limit, not the request: a pod at its
 * request is well, a pod at its limit gets ended.
 */
export function memoryTarget(memoryLimit: string): string {
    return String(Math.floor((quantity(memoryLimit) * memoryPercentOfLimit) / 100));
}
