import { checkov, cisEks, podSecurity, resourceRule } from "../rule";
import { podOf, workloadTypes } from "./pod";
import { forEachSecurityContext } from "./security-context";

export const k8sNoPrivileged = resourceRule({
    id: "k8s-no-privileged",
    level: "mandatory",
    severity: "critical",
    what: "No container is privileged, and none is a process of a Windows host.",
    why: "Whoever takes over such a container has the whole node, and with it the secrets of every other pod there.",
    fix: `securityContext: { privileged: false }`,
    controls: [...podSecurity("baseline"), ...cisEks("4.2.1"), ...checkov("CKV_K8S_16")],
    source: "https://kubernetes.io/docs/concepts/security/pod-security-standards/",
    types: workloadTypes,
    check(resource, { decide, violation }) {
        forEachSecurityContext(podOf(resource), decide, (context) => {
            decide(() => {
                // A pod has no such setting for all of its containers: it is missing there.
                const privileged = context.at("privileged");
                if (privileged.bool() === true) violation(privileged, "is true: the container would own the node");
            });
            decide(() => {
                const hostProcess = context.at("windowsOptions", "hostProcess");
                if (hostProcess.bool() === true) violation(hostProcess, "is true: the container would own the node");
            });
        });
    },
});
