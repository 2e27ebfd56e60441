import { checkov, cisEks, podSecurity, resourceRule } from "../rule";
import { forEachContainer, podOf, workloadTypes } from "./pod";
import { onLinux } from "./security-context";

export const k8sNoEscalation = resourceRule({
    id: "k8s-no-escalation",
    level: "mandatory",
    severity: "high",
    what: "No process of a container can gain more rights than its parent.",
    why: "A set-user-ID binary or a file capability in the image turns any code that runs in the container into root.",
    fix: `securityContext: { allowPrivilegeEscalation: false }`,
    controls: [...podSecurity("restricted"), ...cisEks("4.2.5"), ...checkov("CKV_K8S_20")],
    source: "https://kubernetes.io/docs/concepts/security/pod-security-standards/",
    types: workloadTypes,
    check(resource, { decide, violation }) {
        const pod = podOf(resource);
        const wrong = onLinux(pod, violation);
        forEachContainer(pod, decide, (container) => {
            const escalation = container.at("securityContext", "allowPrivilegeEscalation");
            if (pod.isPatch && escalation.isMissing) return;
            if (escalation.bool() !== false) {
                wrong(escalation, "is not false");
            }
        });
    },
});
