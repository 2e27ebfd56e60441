import { k8sAvailability } from "../../../../policy-pack/stack/k8s-availability";
import { type CaseResource, type RuleCases, unknown } from "../../rule-cases";

const labels = { app: "web" };

function deployment(spec: Record<string, unknown>, namespace: unknown = "shop"): CaseResource {
    return {
        type: "kubernetes:apps/v1:Deployment",
        name: "web",
        properties: {
            apiVersion: "apps/v1",
            kind: "Deployment",
            metadata: { name: "web", namespace },
            spec: {
                selector: { matchLabels: labels },
                template: {
                    metadata: { labels: { ...labels, version: "1.4.2" } },
                    spec: { containers: [{ name: "web", image: "registry.example.com/shop/web:1.4.2" }] },
                },
                ...spec,
            },
        },
    };
}

function statefulSet(spec: Record<string, unknown>): CaseResource {
    return { ...deployment(spec), type: "kubernetes:apps/v1:StatefulSet" };
}

function budget(selector: unknown, namespace: unknown = "shop"): CaseResource {
    return {
        type: "kubernetes:policy/v1:PodDisruptionBudget",
        name: "budget",
        properties: { metadata: { namespace }, spec: { maxUnavailable: 1, selector } },
    };
}

function networkPolicy(namespace: unknown = "shop"): CaseResource {
    return {
        type: "kubernetes:networking.k8s.io/v1:NetworkPolicy",
        name: "default-deny",
        properties: {
            metadata: { name: "default-deny", namespace },
            spec: { podSelector: {}, policyTypes: ["Ingress", "Egress"] },
        },
    };
}

function autoscaler(
    spec: Record<string, unknown>,
    type = "kubernetes:autoscaling/v2:HorizontalPodAutoscaler",
): CaseResource {
    return {
        type,
        name: "autoscaler",
        properties: {
            metadata: { namespace: "shop" },
            spec: {
                scaleTargetRef: { apiVersion: "apps/v1", kind: "Deployment", name: "web" },
                maxReplicas: 6,
                ...spec,
            },
        },
    };
}

const fenced = [budget({ matchLabels: labels }), networkPolicy()];

export const cases: RuleCases = {
    rule: k8sAvailability,
    compliant: {
        "two pods, a budget and a policy": {
            source: "https://kubernetes.io/docs/tasks/run-application/configure-pdb/",
            resources: [deployment({ replicas: 2 }), ...fenced],
        },
        "an autoscaler owns the replicas": {
            source: "https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/",
            resources: [deployment({}), autoscaler({ minReplicas: 2 }), ...fenced],
        },
        "KEDA owns the replicas": {
            source: "https://keda.sh/docs/latest/reference/scaledobject-spec/",
            resources: [
                deployment({}),
                autoscaler({ scaleTargetRef: { name: "web" } }, "kubernetes:keda.sh/v1alpha1:ScaledObject"),
                ...fenced,
            ],
        },
        "a StatefulSet whose namespace is known by where it comes from only": {
            source: "https://kubernetes.io/docs/tutorials/stateful-application/zookeeper/",
            resources: [
                { type: "kubernetes:core/v1:Namespace", name: "shop", properties: { metadata: { name: unknown } } },
                {
                    ...statefulSet({ replicas: 3 }),
                    properties: {
                        ...statefulSet({ replicas: 3 }).properties,
                        metadata: { name: "web", namespace: unknown },
                    },
                    dependencies: { metadata: ["shop"] },
                },
                {
                    ...budget({ matchExpressions: [{ key: "app", operator: "In", values: ["web", "api"] }] }, unknown),
                    dependencies: { metadata: ["shop"] },
                },
                { ...networkPolicy(unknown), dependencies: { metadata: ["shop"] } },
            ],
        },
        "a DaemonSet in the provider's namespace, and a policy of Cilium": {
            source: "https://docs.cilium.io/en/stable/security/policy/",
            resources: [
                {
                    ...deployment({}, undefined),
                    type: "kubernetes:apps/v1:DaemonSet",
                    provider: { namespace: "shop" },
                },
                { ...networkPolicy(), type: "kubernetes:cilium.io/v2:CiliumNetworkPolicy" },
            ],
        },
        "a color that is turned off, a policy for the whole cluster": {
            source: "https://docs.cilium.io/en/stable/security/policy/",
            resources: [
                deployment({ replicas: 0 }),
                { ...networkPolicy(undefined), type: "kubernetes:cilium.io/v2:CiliumClusterwideNetworkPolicy" },
            ],
        },
    },
    violating: {
        "one pod by default": { resources: [deployment({}), ...fenced], at: ["web spec.replicas"] },
        "one pod of a StatefulSet": { resources: [statefulSet({ replicas: 1 }), ...fenced], at: ["web spec.replicas"] },
        "no budget": { resources: [deployment({ replicas: 3 }), networkPolicy()], at: ["web"] },
        "the budget of other pods": {
            resources: [deployment({ replicas: 3 }), budget({ matchLabels: { app: "api" } }), networkPolicy()],
            at: ["web"],
        },
        "the budget of another namespace": {
            resources: [deployment({ replicas: 3 }), budget({ matchLabels: labels }, "staging"), networkPolicy()],
            at: ["web"],
        },
        "a budget that excludes the pods": {
            resources: [
                deployment({ replicas: 3 }),
                budget({ matchLabels: labels, matchExpressions: [{ key: "version", operator: "DoesNotExist" }] }),
                networkPolicy(),
            ],
            at: ["web"],
        },
        "no policy, beside a policy of another namespace": {
            resources: [deployment({ replicas: 2 }), budget({}), networkPolicy("staging")],
            at: ["web metadata.namespace"],
        },
        "no policy in a namespace of the stack, told once": {
            resources: [
                { type: "kubernetes:core/v1:Namespace", name: "shop", properties: { metadata: { name: "shop" } } },
                deployment({ replicas: 2 }),
                {
                    type: "kubernetes:core/v1:Pod",
                    name: "debug",
                    properties: { metadata: { namespace: "shop" }, spec: { containers: [{ name: "debug" }] } },
                },
                budget({ matchLabels: labels }),
            ],
            at: ["shop"],
        },
        "an autoscaler that leaves one pod": {
            resources: [deployment({}), autoscaler({}), ...fenced],
            at: ["autoscaler spec.minReplicas"],
        },
        "the autoscaler of another": {
            resources: [
                deployment({}),
                autoscaler({ minReplicas: 2, scaleTargetRef: { kind: "StatefulSet", name: "web" } }),
                ...fenced,
            ],
            at: ["web spec.replicas"],
        },
        "of a wrong type": { resources: [deployment({ replicas: "2" }), ...fenced], at: ["web spec.replicas"] },
    },
    unknown: {
        "the replicas": {
            resources: [deployment({ replicas: unknown }), ...fenced],
            undetermined: ["web spec.replicas"],
        },
        "whose autoscaler it is": {
            resources: [
                deployment({}),
                autoscaler({ scaleTargetRef: { kind: "Deployment", name: unknown } }),
                ...fenced,
            ],
            undetermined: ["web spec.replicas"],
        },
        "whose budget it is": {
            resources: [deployment({ replicas: 2 }), budget(unknown), networkPolicy()],
            undetermined: ["web"],
        },
        "where the policy is": {
            resources: [deployment({ replicas: 2 }), budget({}), networkPolicy(unknown)],
            undetermined: ["web metadata.namespace"],
        },
        "where the workload is, and one pod all the same": {
            resources: [deployment({ replicas: 1 }, unknown), ...fenced],
            undetermined: ["web metadata.namespace"],
            at: ["web spec.replicas"],
        },
    },
};
