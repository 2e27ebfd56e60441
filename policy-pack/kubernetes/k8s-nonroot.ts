import { checkov, podSecurity, resourceRule } from "../rule";
import { podOf, workloadTypes } from "./pod";
import { demand, forEachSecurityContext } from "./security-context";

export const k8sNonroot = resourceRule({
    id: "k8s-nonroot",
    level: "mandatory",
    severity: "high",
    what: "Every container has to run as a user other than root.",
    why: "Root in a container is root on the node wherever a hole in the kernel, the runtime or a mounted volume lets it out.",
    fix: `spec: { securityContext: { runAsNonRoot: true, runAsUser: 10001 } }`,
    controls: [...podSecurity("restricted"), ...checkov("CKV_K8S_23")],
    source: "https://kubernetes.io/docs/concepts/security/pod-security-standards/",
    types: workloadTypes,
    // From version 1.35 on the standards let pods with a user namespace of their own (`hostUsers: false`) run as root.
    // Older clusters refuse them, and nodes may lack user namespaces: the rule makes no such exception.
    check(resource, { decide, violation }) {
        const pod = podOf(resource);
        demand(
            pod,
            { decide, violation },
            {
                setting: ["runAsNonRoot"],
                isRight: (setting) => setting.bool() === true,
                wrong: "is not true: the container may run as root",
                missing:
                    "is missing, here and in the pod's securityContext: the image may run as root; true belongs there",
            },
        );
        forEachSecurityContext(pod, decide, (context) => {
            const user = context.at("runAsUser");
            if (user.number() === 0) violation(user, "is 0, which is root: the ID of another user belongs there");
        });
    },
});
