import { type Controller, controllers } from "../cluster/controller-roles-rules";

/** A chart in the version that this package's values are made for, and the release that it becomes. */
export interface Chart {
    /** Name of the release's resource, after the component's. */
    key: string;
    /** Name in the repository, or the whole address where that is a registry. */
    chart: string;
    repository?: string;
    version: string;
    /** One in a cluster: a second one is refused by Helm. */
    release: string;
    namespace: string;
}

const place = (controller: Controller) => controllers[controller].namespace;

export const charts = {
    loadBalancerController: {
        key: "load-balancer",
        chart: "aws-load-balancer-controller",
        repository: "https://aws.github.io/eks-charts",
        version: "3.2.2",
        release: "aws-load-balancer-controller",
        namespace: place("loadBalancerController"),
    },
    metricsServer: {
        key: "metrics",
        chart: "metrics-server",
        repository: "https://kubernetes-sigs.github.io/metrics-server",
        version: "3.13.1",
        release: "metrics-server",
        namespace: "kube-system",
    },
    externalSecrets: {
        key: "secrets",
        chart: "external-secrets",
        repository: "https://charts.external-secrets.io",
        version: "1.3.2",
        release: "external-secrets",
        namespace: place("externalSecrets"),
    },
    karpenterDefinitions: {
        key: "karpenter-definitions",
        chart: "oci://public.ecr.aws/karpenter/karpenter-crd",
        version: "1.14.1",
        release: "karpenter-crd",
        namespace: "kube-system",
    },
    karpenter: {
        key: "karpenter",
        chart: "oci://public.ecr.aws/karpenter/karpenter",
        version: "1.14.1",
        release: "karpenter",
        namespace: "kube-system",
    },
} as const satisfies Record<string, Chart>;

export type ChartName = keyof typeof charts;

/** The standard definitions of the Gateway API, as its project releases them. */
export const gatewayApiUrl =
    "https://github.com/kubernetes-sigs/gateway-api/releases/download/v1.6.3/standard-install.yaml";
