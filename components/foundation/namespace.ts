import { Namespace } from "@pulumi/kubernetes/core/v1";
import { NetworkPolicy } from "@pulumi/kubernetes/networking/v1";
import * as pulumi from "@pulumi/pulumi";

/**
 * The namespace of the workloads: its pods have to keep to the `restricted` standard, and whatever a policy of its own
 * doesn't let through stays closed, pods of others in it too.
 * https://kubernetes.io/docs/concepts/security/pod-security-standards/
 */
export function createNamespace(
    name: string,
    namespace: string,
    opts: pulumi.ComponentResourceOptions,
): pulumi.Output<string> {
    const standard = (mode: string) => [`pod-security.kubernetes.io/${mode}`, "restricted"];
    const labels = Object.fromEntries(["enforce", "audit", "warn"].map(standard)) as Record<string, string>;
    const created = new Namespace(`${name}-namespace`, { metadata: { name: namespace, labels } }, opts).metadata.name;
    new NetworkPolicy(
        `${name}-default-deny`,
        {
            metadata: { name: "default-deny", namespace: created },
            spec: { podSelector: {}, policyTypes: ["Ingress", "Egress"] },
        },
        opts,
    );
    return created;
}
