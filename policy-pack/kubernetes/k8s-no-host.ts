import { checkov, cisEks, podSecurity, resourceRule, type Review } from "../rule";
import type { Value } from "../value";
import { forEachContainer, podOf, workloadTypes } from "./pod";

const namespaces = ["hostNetwork", "hostPID", "hostIPC"];

/** What the kubelet asks or calls, from the node's network. */
const handlers = [
    ["livenessProbe"],
    ["readinessProbe"],
    ["startupProbe"],
    ["lifecycle", "postStart"],
    ["lifecycle", "preStop"],
];

export const k8sNoHost = resourceRule({
    id: "k8s-no-host",
    level: "mandatory",
    severity: "high",
    what: "Pods keep to themselves: they share no namespace, path or port with the node, and their probes ask no other host.",
    why: "A pod in the node's namespaces sees the traffic and the processes of all others; one with a path of the node can write to what the node runs, or read every pod's secrets.",
    fix: `spec: { hostNetwork: false, volumes: [{ name: "data", persistentVolumeClaim: { claimName: "data" } }] }`,
    controls: [
        ...podSecurity("baseline"),
        ...cisEks("4.2.2", "4.2.3", "4.2.4"),
        ...checkov("CKV_K8S_17", "CKV_K8S_18", "CKV_K8S_19", "CKV_K8S_26", "CKV_K8S_27"),
    ],
    source: "https://kubernetes.io/docs/concepts/security/pod-security-standards/",
    types: workloadTypes,
    check(resource, review) {
        const pod = podOf(resource);
        sharesNoNamespace(pod.spec, review);
        mountsNoPath(pod.spec, review);
        forEachContainer(pod, review.decide, (container) => {
            takesNoPort(container, review);
            asksNoHost(container, review);
        });
    },
});

function sharesNoNamespace(spec: Value, { decide, violation }: Review<object>): void {
    for (const name of namespaces) {
        decide(() => {
            const shared = spec.at(name);
            if (shared.bool() === true) violation(shared, "is true: the pod would share this namespace with the node");
        });
    }
}

function mountsNoPath(spec: Value, { decide, violation }: Review<object>): void {
    decide(() => {
        for (const volume of spec.at("volumes").list()) {
            decide(() => {
                const path = volume.at("hostPath");
                if (!path.isMissing)
                    violation(path, "mounts a path of the node: a volume of the pod's own belongs there");
            });
        }
    });
}

function takesNoPort(container: Value, { decide, violation }: Review<object>): void {
    decide(() => {
        for (const port of container.at("ports").list()) {
            decide(() => {
                const hostPort = port.at("hostPort");
                if ((hostPort.number() ?? 0) !== 0) violation(hostPort, "takes a port of the node: use a Service");
            });
        }
    });
}

function asksNoHost(container: Value, { decide, violation }: Review<object>): void {
    for (const handler of handlers) {
        for (const action of ["httpGet", "tcpSocket"]) {
            decide(() => {
                const host = container.at(...handler, action, "host");
                if ((host.text() ?? "") !== "") {
                    violation(host, "has the node ask another host: left out, it asks the pod");
                }
            });
        }
    }
}
