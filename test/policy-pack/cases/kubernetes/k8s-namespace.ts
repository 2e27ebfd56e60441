import { k8sNamespace } from "../../../../policy-pack/kubernetes/k8s-namespace";
import { type RuleCases, unknown } from "../../rule-cases";

const source = "https://kubernetes.io/docs/concepts/overview/working-with-objects/namespaces/";
const namespace = "kubernetes:core/v1:Namespace";
const pod = "kubernetes:core/v1:Pod";
const deployment = "kubernetes:apps/v1:Deployment";
const enforce = "pod-security.kubernetes.io/enforce";
const label = `metadata.labels["${enforce}"]`;

export const cases: RuleCases = {
    rule: k8sNamespace,
    compliant: {
        "a namespace that enforces a standard": {
            source: "https://kubernetes.io/docs/concepts/security/pod-security-admission/",
            resources: {
                type: namespace,
                properties: {
                    apiVersion: "v1",
                    kind: "Namespace",
                    metadata: {
                        name: "my-baseline-namespace",
                        labels: {
                            [enforce]: "baseline",
                            "pod-security.kubernetes.io/enforce-version": "v1.36",
                            "pod-security.kubernetes.io/audit": "restricted",
                            "pod-security.kubernetes.io/warn": "restricted",
                        },
                    },
                },
            },
        },
        "a namespace of the system": {
            source,
            resources: { type: namespace, properties: { metadata: { name: "kube-system" } } },
        },
        "one that was named as such": {
            source,
            resources: {
                type: namespace,
                properties: { metadata: { name: "storage-drivers", labels: { [enforce]: "privileged" } } },
            },
            parameters: { systemNamespaces: ["storage-drivers"] },
        },
        "a Deployment in a namespace": {
            source: "https://kubernetes.io/docs/concepts/workloads/controllers/deployment/",
            resources: {
                type: deployment,
                properties: {
                    metadata: { name: "nginx-deployment", namespace: "shop", labels: { app: "nginx" } },
                    spec: { replicas: 3, template: { metadata: { namespace: "default" } } },
                },
            },
        },
        "a provider's namespace": {
            source: "https://www.pulumi.com/registry/packages/kubernetes/api-docs/provider/",
            resources: {
                type: pod,
                properties: { metadata: { name: "web" }, spec: {} },
                provider: { kubeconfig: unknown, namespace: "shop" },
            },
        },
        "a patch of a namespace that says nothing of it": {
            source: "https://kubernetes.io/docs/reference/using-api/server-side-apply/",
            resources: {
                type: "kubernetes:core/v1:NamespacePatch",
                properties: { metadata: { name: "shop", labels: { team: "orders" } } },
            },
        },
    },
    violating: {
        "a pod without a namespace": {
            resources: { type: pod, properties: { metadata: { name: "web" }, spec: {} } },
            at: ["metadata.namespace"],
        },
        "a Deployment in `default`": {
            resources: {
                type: deployment,
                properties: { metadata: { namespace: "default" } },
                provider: { namespace: "shop" },
            },
            at: ["metadata.namespace"],
        },
        "a CronJob in the `default` of its provider": {
            resources: {
                type: "kubernetes:batch/v1:CronJob",
                properties: { spec: { schedule: "@daily" } },
                provider: { namespace: "default" },
            },
            at: ["metadata.namespace"],
        },
        "a patch of what is in `default`": {
            resources: {
                type: "kubernetes:apps/v1:DeploymentPatch",
                properties: { metadata: { name: "web" } },
                provider: { kubeconfig: unknown },
            },
            at: ["metadata.namespace"],
        },
        "a namespace without a standard, beside labels that are unknown": {
            resources: {
                type: namespace,
                properties: { metadata: { name: unknown, labels: { team: unknown, [enforce]: null } } },
            },
            parameters: { systemNamespaces: [] },
            at: [label],
        },
        "a namespace that only warns": {
            resources: {
                type: namespace,
                properties: { metadata: { name: "shop", labels: { "pod-security.kubernetes.io/warn": "baseline" } } },
            },
            at: [label],
        },
        "a patch that lets privileged pods in": {
            resources: {
                type: "kubernetes:core/v1:NamespacePatch",
                properties: { metadata: { name: "shop", labels: { [enforce]: "privileged" } } },
            },
            at: [label],
        },
        "a label of a wrong type": {
            resources: { type: namespace, properties: { metadata: { name: "shop", labels: { [enforce]: true } } } },
            at: [label],
        },
    },
    unknown: {
        "the namespace of a workload": {
            resources: { type: pod, properties: { metadata: { namespace: unknown } } },
            undetermined: ["metadata.namespace"],
        },
        "the namespace of its provider": {
            resources: { type: pod, properties: {}, provider: { namespace: unknown } },
            undetermined: ["metadata.namespace"],
        },
        "the labels of a namespace": {
            resources: { type: namespace, properties: { metadata: { name: "shop", labels: unknown } } },
            undetermined: ["metadata.labels"],
        },
        "whether a namespace is of the system": {
            resources: { type: namespace, properties: { metadata: { name: unknown } } },
            undetermined: ["metadata.name"],
        },
    },
};
