import { k8sProbes } from "../../../../policy-pack/kubernetes/k8s-probes";
import { type RuleCases, unknown } from "../../rule-cases";

const source = "https://kubernetes.io/docs/tasks/configure-pod-container/configure-liveness-readiness-startup-probes/";
const pod = "kubernetes:core/v1:Pod";
const deployment = "kubernetes:apps/v1:Deployment";
const probes = {
    readinessProbe: { tcpSocket: { port: 8080 }, initialDelaySeconds: 15, periodSeconds: 10 },
    livenessProbe: { tcpSocket: { port: 8080 }, initialDelaySeconds: 15, periodSeconds: 10 },
};
const deployed = (spec: object) => ({ spec: { template: { spec } } });

export const cases: RuleCases = {
    rule: k8sProbes,
    compliant: {
        "a pod with both": {
            source,
            resources: {
                type: pod,
                properties: {
                    metadata: { name: "goproxy", labels: { app: "goproxy" } },
                    spec: {
                        containers: [
                            {
                                name: "goproxy",
                                image: "registry.k8s.io/goproxy:0.1",
                                ports: [{ containerPort: 8080 }],
                                ...probes,
                            },
                        ],
                    },
                },
            },
        },
        "a Deployment with an init container": {
            source: "https://kubernetes.io/docs/concepts/workloads/pods/init-containers/",
            resources: {
                type: deployment,
                properties: deployed({
                    initContainers: [{ name: "init-myservice", image: "busybox:1.28" }],
                    containers: [{ name: "myapp-container", image: "busybox:1.28", ...probes }],
                }),
            },
        },
        "a Job": {
            source: "https://kubernetes.io/docs/concepts/workloads/controllers/job/",
            resources: {
                type: "kubernetes:batch/v1:Job",
                properties: deployed({ containers: [{ name: "pi", image: "perl:5.34.0" }], restartPolicy: "Never" }),
            },
        },
        "a pod that runs to its end": {
            source: "https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/",
            resources: {
                type: pod,
                properties: { spec: { restartPolicy: "OnFailure", containers: [{ name: "migrate" }] } },
            },
        },
        "readiness alone, where that is enough": {
            source,
            resources: {
                type: deployment,
                properties: deployed({ containers: [{ readinessProbe: { grpc: { port: 2379 } } }] }),
            },
            parameters: { requireLiveness: false },
        },
        "a patch that says nothing of them": {
            source: "https://kubernetes.io/docs/reference/using-api/server-side-apply/",
            resources: {
                type: "kubernetes:apps/v1:DeploymentPatch",
                properties: deployed({ containers: [{ name: "web", image: "nginx" }] }),
            },
        },
    },
    violating: {
        "none by default": {
            resources: { type: pod, properties: { spec: { containers: [{ name: "web" }] } } },
            at: ["spec.containers[0].readinessProbe", "spec.containers[0].livenessProbe"],
        },
        "a startup probe instead": {
            resources: {
                type: deployment,
                properties: deployed({
                    containers: [{ readinessProbe: probes.readinessProbe, startupProbe: probes.livenessProbe }],
                }),
            },
            at: ["spec.template.spec.containers[0].livenessProbe"],
        },
        "no readiness, where liveness isn't asked for": {
            resources: {
                type: "kubernetes:apps/v1:StatefulSet",
                properties: deployed({ containers: [probes, { name: "exporter" }] }),
            },
            parameters: { requireLiveness: false },
            at: ["spec.template.spec.containers[1].readinessProbe"],
        },
        "a sidecar": {
            resources: {
                type: "kubernetes:apps/v1:DaemonSet",
                properties: deployed({
                    containers: [probes],
                    initContainers: [
                        { name: "set-up" },
                        { name: "proxy", restartPolicy: "Always", readinessProbe: probes.readinessProbe },
                    ],
                }),
            },
            at: ["spec.template.spec.initContainers[1].livenessProbe"],
        },
        "a patch that empties one": {
            resources: {
                type: "kubernetes:apps/v1:DeploymentPatch",
                properties: deployed({ containers: [{ name: "web", livenessProbe: {} }] }),
            },
            at: ["spec.template.spec.containers[0].livenessProbe"],
        },
        "beside init containers that are unknown": {
            resources: {
                type: deployment,
                properties: deployed({ initContainers: unknown, containers: [{ ...probes, livenessProbe: null }] }),
            },
            at: ["spec.template.spec.containers[0].livenessProbe"],
        },
        "of a wrong type": {
            resources: {
                type: deployment,
                properties: deployed({ containers: [{ ...probes, readinessProbe: "/readyz" }] }),
            },
            at: ["spec.template.spec.containers[0].readinessProbe"],
        },
    },
    unknown: {
        "whether an init container is a sidecar": {
            resources: {
                type: deployment,
                properties: deployed({ containers: [probes], initContainers: [{ restartPolicy: unknown }] }),
            },
            undetermined: ["spec.template.spec.initContainers[0].restartPolicy"],
        },
        "whether a pod runs to its end": {
            resources: { type: pod, properties: { spec: { restartPolicy: unknown, containers: [{}] } } },
            undetermined: ["spec.restartPolicy"],
        },
        "a probe": {
            resources: {
                type: deployment,
                properties: deployed({ containers: [{ readinessProbe: unknown }] }),
            },
            undetermined: ["spec.template.spec.containers[0].readinessProbe"],
            at: ["spec.template.spec.containers[0].livenessProbe"],
        },
    },
};
