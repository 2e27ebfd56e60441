import type { Input } from "@pulumi/pulumi";

import { containerSecurityContext } from "../../../workload/hardening";
import { controllers } from "../cluster/controller-roles-rules";
import { disruptionBudget, podLabels, replicas, resources, spread } from "./availability";
import { charts } from "./charts";
import type { Values } from "./release";

interface Place {
    region: string;
    vpcId: Input<string>;
    clusterName: Input<string>;
}

/**
 * A controller that only fills target groups, as its role allows. Pods get readiness gates in the namespaces that ask for
 * it: `elbv2.k8s.aws/pod-readiness-gate-inject: enabled`.
 * https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/deploy/configurations/
 */
export function loadBalancerControllerValues({ region, vpcId, clusterName }: Place): Values {
    const { chart, release } = charts.loadBalancerController;
    return {
        // Its pods can't ask the metadata of their node for these.
        region,
        vpcId,
        clusterName,
        serviceAccount: { name: controllers.loadBalancerController.serviceAccount },
        ...nothingButTargets,
        replicaCount: replicas,
        podDisruptionBudget: disruptionBudget,
        topologySpreadConstraints: spread(podLabels(chart, release)),
        resources: resources("100m", "256Mi"),
        podSecurityContext: { fsGroup: 65534, runAsNonRoot: true, seccompProfile: { type: "RuntimeDefault" } },
        securityContext: { ...containerSecurityContext(), runAsNonRoot: true },
        // Else each upgrade makes another certificate, and calls fail until all pods have it.
        keepTLSSecret: true,
    };
}

/** No load balancers of its own, by Ingress, Gateway or Service, and no webhook that stands in the way of those of others. */
const nothingButTargets = {
    createIngressClassResource: false,
    ingressClassParams: { create: false },
    disableIngressClassAnnotation: true,
    webhookConfig: { disableIngressValidation: true },
    enableServiceMutatorWebhook: false,
    enableBackendSecurityGroup: false,
    enableShield: false,
    enableWaf: false,
    enableWafv2: false,
    controllerConfig: {
        featureGates: { EnableServiceController: false, ALBGatewayAPI: false, NLBGatewayAPI: false },
    },
};
