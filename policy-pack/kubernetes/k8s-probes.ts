import { checkov, resourceRule } from "../rule";
import type { Value } from "../value";
import { forEachContainer, podOf, workloadTypes } from "./pod";

export const k8sProbes = resourceRule<{ requireLiveness: boolean }>({
    id: "k8s-probes",
    level: "advisory",
    severity: "medium",
    what: "Containers that run for long say when they are ready and whether they are alive.",
    why: "Without a readiness probe a pod gets requests before it can answer them, so that each rollout loses some. Without a liveness probe a process that hangs is never restarted.",
    fix: `readinessProbe: { httpGet: { path: "/readyz", port: "http" } },
livenessProbe: { httpGet: { path: "/livez", port: "http" } },`,
    controls: checkov("CKV_K8S_8", "CKV_K8S_9"),
    source: "https://kubernetes.io/docs/tasks/configure-pod-container/configure-liveness-readiness-startup-probes/",
    parameters: {
        requireLiveness: {
            description:
                "Whether a liveness probe is asked for beside that of readiness. One that judges too early restarts pods that are only busy.",
            type: "boolean",
            default: true,
        },
    },
    // A Job's pods run until they are through, and nothing sends them requests.
    types: workloadTypes.filter((type) => !type.startsWith("kubernetes:batch/")),
    check(resource, { parameters, decide, violation }) {
        const pod = podOf(resource);
        if (runsOnce(pod.spec)) return;
        const need = (probe: Value, message: string) => {
            decide(() => {
                if (pod.isPatch && probe.isMissing) return;
                if (probe.entries().length === 0) violation(probe, message);
            });
        };
        const lookAt = (container: Value) => {
            need(container.at("readinessProbe"), "is missing: the pod would get requests before it can answer them");
            if (parameters.requireLiveness) {
                need(container.at("livenessProbe"), "is missing: nothing would restart a process that hangs");
            }
        };
        forEachContainer(pod, decide, lookAt, ["containers"]);
        // An init container that always restarts is a sidecar: it runs as long as the pod, and its probes count as theirs.
        const lookAtSidecar = (container: Value) => {
            if (container.at("restartPolicy").text() === "Always") lookAt(container);
        };
        forEachContainer(pod, decide, lookAtSidecar, ["initContainers"]);
    },
});

/** Only a pod of its own may; the pods of the other types always restart. */
function runsOnce(spec: Value): boolean {
    return ["Never", "OnFailure"].includes(spec.at("restartPolicy").text() ?? "Always");
}
