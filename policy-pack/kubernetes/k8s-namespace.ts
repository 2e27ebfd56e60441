import type { Resource } from "../resource";
import { checkov, cisEks, resourceRule, type Review } from "../rule";
import { workloadTypes } from "./pod";

interface Parameters {
    systemNamespaces: string[];
}

const namespaceTypes = ["kubernetes:core/v1:Namespace", "kubernetes:core/v1:NamespacePatch"];
const enforce = "pod-security.kubernetes.io/enforce";

export const k8sNamespace = resourceRule<Parameters>({
    id: "k8s-namespace",
    level: "mandatory",
    severity: "medium",
    what: "Workloads are in a namespace of their own, and namespaces enforce a Pod Security Standard.",
    why: "Network policies, quotas and rights are given by namespace: in `default` everybody's workloads share them. A namespace that enforces no standard admits privileged pods, whoever makes them.",
    fix: `const shop = new kubernetes.core.v1.Namespace("shop", {
    metadata: { labels: { "${enforce}": "restricted" } },
});
new kubernetes.apps.v1.Deployment("web", { metadata: { namespace: shop.metadata.name }, spec });`,
    controls: [...cisEks("4.2.1", "4.2.2", "4.2.3", "4.2.4", "4.5.2"), ...checkov("CKV_K8S_21")],
    source: "https://kubernetes.io/docs/tasks/configure-pod-container/enforce-standards-namespace-labels/",
    parameters: {
        systemNamespaces: {
            description: "Namespaces that may run privileged pods, such as those of network or storage drivers.",
            type: "array",
            items: { type: "string" },
            default: ["kube-system", "kube-public", "kube-node-lease"],
        },
    },
    types: [...workloadTypes, ...namespaceTypes],
    check(resource, review) {
        if (namespaceTypes.includes(resource.type)) checkNamespace(resource, review);
        else checkWorkload(resource, review);
    },
});

function checkNamespace({ type, properties }: Resource, { parameters, violation }: Review<Parameters>): void {
    const level = properties.at("metadata", "labels", enforce);
    // A patch leaves to the object what it doesn't say.
    if (type.endsWith("Patch") && level.isMissing) return;
    if (["baseline", "restricted"].includes(level.text() ?? "")) return;
    // Its name is read only where it matters: it may be unknown.
    if (parameters.systemNamespaces.some((name) => name === properties.at("metadata", "name").text())) return;
    violation(level, 'is neither "baseline" nor "restricted": the namespace would admit any pod');
}

/** The object's own namespace comes first, then that of its provider. A patch looks for its object there too. */
function checkWorkload({ properties, provider }: Resource, { violation, undetermined }: Review<Parameters>): void {
    const own = properties.at("metadata", "namespace");
    const ofProvider = provider?.at("namespace");
    if (own.text() === "default") {
        violation(own, "is `default`, which belongs to nobody: make a namespace for the workload");
    } else if ((own.text() ?? "") !== "") {
        return;
    } else if (ofProvider?.isUnknown === true) {
        undetermined(own, "is not set, and that of the provider is known only after the update");
    } else if (["", "default"].includes(ofProvider?.text() ?? "")) {
        violation(own, "is not set: the workload would be in `default`, or where the kubeconfig happens to point");
    }
}
