import { checkov, resourceRule } from "../rule";
import { forEachContainer, podOf, workloadTypes } from "./pod";
import { onLinux } from "./security-context";

export const k8sReadonlyRoot = resourceRule({
    id: "k8s-readonly-root",
    level: "advisory",
    severity: "low",
    what: "The root file system of every container is read-only.",
    why: "Who breaks into a program can put tools beside it, or change the program itself, and nobody sees it in the image.",
    fix: `securityContext: { readOnlyRootFilesystem: true }
volumeMounts: [{ name: "tmp", mountPath: "/tmp" }]
volumes: [{ name: "tmp", emptyDir: {} }]`,
    controls: [...checkov("CKV_K8S_22")],
    source: "https://kubernetes.io/docs/tasks/configure-pod-container/security-context/",
    types: workloadTypes,
    check(resource, { decide, violation }) {
        const pod = podOf(resource);
        const wrong = onLinux(pod, violation);
        forEachContainer(pod, decide, (container) => {
            const readOnly = container.at("securityContext", "readOnlyRootFilesystem");
            if (pod.isPatch && readOnly.isMissing) return;
            if (readOnly.bool() !== true) wrong(readOnly, "is not true: what runs could be changed");
        });
    },
});
