import type { Resource, Stack } from "../resource";
import { checkov, cisEks, type Review, stackRule } from "../rule";
import type { Value } from "../value";
import { Candidates } from "./candidates";
import { all, any } from "./maybe";
import {
    areTogether,
    isSameNamespace,
    marksBeside,
    marksBesideNamespace,
    marksOfNamespace,
    marksOfPlace,
    type Namespace,
    namespaceOf,
} from "./namespaces";
import { perStack } from "./per-stack";
import { labelsNeededBy, selectorMatches, Selectors } from "./selectors";
import { autoscalersOf, podLabelsOf, scalesFromZero, workloadsOf } from "./workloads";

export const k8sAvailability = stackRule({
    id: "k8s-availability",
    level: "advisory",
    severity: "medium",
    what: "Deployments and StatefulSets have two pods or more, with a budget for disruptions, and each namespace with workloads has a NetworkPolicy.",
    why: "A single pod is away whenever its node is drained; without a budget a drain takes all pods at once. Without a policy every pod of the cluster reaches every other.",
    fix: `new kubernetes.policy.v1.PodDisruptionBudget("web", {
    metadata: { namespace },
    spec: { maxUnavailable: 1, selector: { matchLabels: { app: "web" } } },
});
new kubernetes.networking.v1.NetworkPolicy("default-deny", {
    metadata: { namespace },
    spec: { podSelector: {}, policyTypes: ["Ingress", "Egress"] },
});`,
    controls: [...cisEks("4.3.2"), ...checkov("CKV2_K8S_6")],
    source: "https://kubernetes.io/docs/concepts/workloads/pods/disruptions/",
    checkStack(stack, review) {
        checkNamespaces(stack, review);
        for (const workload of stack.ofType("kubernetes:apps/v1:Deployment", "kubernetes:apps/v1:StatefulSet")) {
            review.decide(() => {
                checkPods(stack, review, workload);
            });
        }
    },
});

/** Cilium's and Calico's kinds count too. Some are for the cluster as a whole. */
const policyKind = /NetworkPolicy$/;
const clusterPolicyKind = /(Clusterwide|Cluster|Global|Admin)NetworkPolicy$/;

function checkNamespaces(stack: Stack, { decide, violation, undetermined }: Review<object>): void {
    const policies = stack.resources.filter(({ type }) => type.startsWith("kubernetes:") && policyKind.test(type));
    if (policies.some(({ type }) => clusterPolicyKind.test(type))) return;
    const policiesByPlace = new Candidates<Resource>();
    for (const policy of policies) policiesByPlace.add(policy, marksOfPlace(stack, policy));
    const seen = new Candidates<Namespace>();
    for (const workload of workloadsOf(stack)) {
        decide(() => {
            const namespace = namespaceOf(stack, workload);
            const beside = marksBesideNamespace(namespace);
            if (seen.find(beside).some((one) => isSameNamespace(one, namespace) === true)) return;
            seen.add(namespace, marksOfNamespace(namespace));
            const isFenced = any(policiesByPlace.find(beside), (policy) =>
                isSameNamespace(namespaceOf(stack, policy), namespace),
            );
            const where = placeOf(stack, workload, namespace);
            if (isFenced === undefined) undetermined(where, "only the update will know whether it has a NetworkPolicy");
            if (isFenced === false) violation(where, "has workloads and no NetworkPolicy");
        });
    }
}

/** The Namespace if it is of this stack, or else what the first workload says of it. */
function placeOf(stack: Stack, workload: Resource, { urn }: Namespace): Value | Resource {
    return (urn !== undefined && stack.withUrn(urn)) || workload.properties.at("metadata", "namespace");
}

function checkPods(stack: Stack, review: Review<object>, workload: Resource): void {
    const replicas = workload.properties.at("spec", "replicas");
    const owners = autoscalersOf(stack, workload);
    const owner = owners.find(({ isOwner }) => isOwner === true)?.autoscaler;
    if (owner) {
        review.decide(() => {
            checkMinimum(owner, review);
        });
    } else if ((replicas.number() ?? 1) === 0) {
        return;
    } else if ((replicas.number() ?? 1) < 2) {
        if (owners.length === 0) review.violation(replicas, "is fewer than 2, and no autoscaler owns it");
        else review.undetermined(replicas, "only the update will know whether an autoscaler owns it");
        return;
    }
    checkBudget(stack, review, workload);
}

/** How many pods KEDA leaves is a matter of what it counts, down to none. */
function checkMinimum(autoscaler: Resource, { violation }: Review<object>): void {
    if (scalesFromZero(autoscaler)) return;
    const minimum = autoscaler.properties.at("spec", "minReplicas");
    if ((minimum.number() ?? 1) < 2) violation(minimum, "is fewer than 2: one pod would be left at rest");
}

function checkBudget(stack: Stack, { violation, undetermined }: Review<object>, workload: Resource): void {
    const labels = podLabelsOf(workload);
    const hasBudget = any(budgetsOf(stack).find(marksBeside(stack, workload), labels), (budget) =>
        all([() => areTogether(stack, budget, workload), () => selectorMatches(selectorOf(budget), labels)]),
    );
    if (hasBudget === undefined) {
        undetermined(workload, "only the update will know whether a PodDisruptionBudget selects its pods");
    } else if (!hasBudget) {
        violation(workload, "has pods that no PodDisruptionBudget selects");
    }
}

const budgetsOf = perStack((stack) => {
    const budgets = stack.resources.filter(({ type }) => /^kubernetes:policy\/v\d\w*:PodDisruptionBudget$/.test(type));
    return new Selectors(
        budgets.map((budget) => ({
            item: budget,
            place: marksOfPlace(stack, budget),
            labels: labelsNeededBy(selectorOf(budget)),
        })),
    );
});

function selectorOf({ properties }: Resource): Value {
    return properties.at("spec", "selector");
}
