import { checkov, podSecurity, resourceRule } from "../rule";
import { podOf, workloadTypes } from "./pod";
import { containersToWrite, isSet, objectIn, specToWrite } from "./pod-to-write";
import { demand, onLinux } from "./security-context";

const allowed = ["RuntimeDefault", "Localhost"];

export const k8sSeccomp = resourceRule({
    id: "k8s-seccomp",
    level: "mandatory",
    severity: "medium",
    what: "Every container runs under a seccomp profile.",
    why: "Without one a program may make every system call there is, also the rare ones that holes in the kernel are reached through.",
    fix: `spec: { securityContext: { seccompProfile: { type: "RuntimeDefault" } } }`,
    controls: [...podSecurity("restricted"), ...checkov("CKV_K8S_31")],
    source: "https://kubernetes.io/docs/concepts/security/pod-security-standards/",
    types: workloadTypes,
    check(resource, { decide, violation }) {
        const pod = podOf(resource);
        demand(
            pod,
            { decide, violation: onLinux(pod, violation) },
            {
                setting: ["seccompProfile", "type"],
                isRight: (type) => allowed.includes(type.text() ?? ""),
                wrong: "is neither RuntimeDefault nor a profile of the node's own: no system call would be refused",
                missing: "is missing, here and in the pod's securityContext: RuntimeDefault belongs there",
            },
        );
    },
    remediate(properties, type) {
        const spec = specToWrite(properties, type);
        if (spec === undefined || !containersToWrite(spec).some(hasNoProfile)) return false;
        const context = objectIn(spec, "securityContext");
        if (context === undefined || !hasNoProfile(spec)) return false;
        context.seccompProfile = { type: "RuntimeDefault" };
        return true;
    },
});

/** Of a container, or of a pod's spec. */
function hasNoProfile(holder: Record<string, unknown>): boolean {
    const context = holder.securityContext as { seccompProfile?: unknown } | null | undefined;
    return !isSet(context?.seccompProfile);
}
