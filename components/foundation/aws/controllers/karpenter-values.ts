import type { Input } from "@pulumi/pulumi";

import { disruptionBudget, replicas, resources } from "./availability";
import type { Values } from "./release";

interface Place {
    region: string;
    clusterName: Input<string>;
    queueName: Input<string>;
}

/** The ServiceAccount that the component `Karpenter` gives its role to. */
export const karpenterServiceAccount = "karpenter";

/**
 * The chart keeps the replicas apart by itself, and off the nodes that they make.
 * https://karpenter.sh/docs/reference/settings/
 */
export function karpenterValues({ region, clusterName, queueName }: Place): Values {
    return {
        serviceAccount: { name: karpenterServiceAccount },
        settings: { clusterName, interruptionQueue: queueName, eksControlPlane: true, enableZonalShift: true },
        replicas,
        podDisruptionBudget: { name: "karpenter", ...disruptionBudget },
        controller: {
            // Its pods can't ask the metadata of their node for it.
            env: [{ name: "AWS_REGION", value: region }],
            resources: resources("500m", "1Gi"),
        },
    };
}
