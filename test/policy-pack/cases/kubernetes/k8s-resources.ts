import { k8sResources } from "../../../../policy-pack/kubernetes/k8s-resources";
import { type RuleCases, unknown } from "../../rule-cases";

const source = "https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/";
const pod = "kubernetes:core/v1:Pod";
const deployment = "kubernetes:apps/v1:Deployment";
const set = { requests: { cpu: "250m", memory: "64Mi" }, limits: { memory: "128Mi" } };
const at = "spec.containers[0].resources";

export const cases: RuleCases = {
    rule: k8sResources,
    compliant: {
        "requests and limits of two containers": {
            source,
            resources: {
                type: pod,
                properties: {
                    metadata: { name: "frontend" },
                    spec: {
                        containers: [
                            {
                                name: "app",
                                image: "images.my-company.example/app:v4",
                                resources: {
                                    requests: { memory: "64Mi", cpu: "250m" },
                                    limits: { memory: "128Mi", cpu: "500m" },
                                },
                            },
                            { name: "log-aggregator", image: "images.my-company.example/log:v6", resources: set },
                        ],
                    },
                },
            },
        },
        "limits alone, which are requests too": {
            source: "https://kubernetes.io/docs/tasks/administer-cluster/manage-resources/memory-default-namespace/",
            resources: {
                type: deployment,
                properties: {
                    spec: {
                        template: {
                            spec: { containers: [{ name: "web", resources: { limits: { cpu: 1, memory: "1Gi" } } }] },
                        },
                    },
                },
            },
            parameters: { requireCpuLimit: true },
        },
        "the pod's for all of its containers": {
            source: "https://kubernetes.io/docs/tasks/configure-pod-container/assign-pod-level-resources/",
            resources: {
                type: pod,
                properties: {
                    metadata: { name: "pod-resources-demo", namespace: "pod-resources-example" },
                    spec: {
                        resources: { limits: { cpu: 1, memory: "200Mi" }, requests: { cpu: 1, memory: "100Mi" } },
                        containers: [
                            {
                                name: "pod-resources-demo-ctr-1",
                                image: "nginx",
                                resources: { requests: { cpu: 0.5, memory: "50Mi" }, limits: { memory: "100Mi" } },
                            },
                            { name: "pod-resources-demo-ctr-2", image: "fedora", command: ["sleep", "inf"] },
                        ],
                    },
                },
            },
            parameters: { requireCpuLimit: true },
        },
        "an ephemeral container, which can't have any": {
            source: "https://kubernetes.io/docs/concepts/workloads/pods/ephemeral-containers/",
            resources: {
                type: pod,
                properties: { spec: { containers: [{ resources: set }], ephemeralContainers: [{ name: "debugger" }] } },
            },
        },
        "a patch that says nothing of them": {
            source: "https://kubernetes.io/docs/reference/using-api/server-side-apply/",
            resources: {
                type: "kubernetes:apps/v1:DeploymentPatch",
                properties: {
                    spec: { template: { spec: { containers: [{ name: "web", resources: { limits: { cpu: 1 } } }] } } },
                },
            },
        },
    },
    violating: {
        "none by default": {
            resources: { type: pod, properties: { spec: { containers: [{ name: "web" }] } } },
            at: [`${at}.requests.cpu`, `${at}.requests.memory`, `${at}.limits.memory`],
        },
        "no limit of memory": {
            resources: {
                type: deployment,
                properties: {
                    spec: { template: { spec: { containers: [{ resources: { requests: set.requests } }] } } },
                },
            },
            at: ["spec.template.spec.containers[0].resources.limits.memory"],
        },
        "an init container of a Job": {
            resources: {
                type: "kubernetes:batch/v1:Job",
                properties: {
                    spec: {
                        template: {
                            spec: {
                                containers: [{ resources: set }],
                                initContainers: [{ resources: { limits: { memory: "1Gi" } } }],
                            },
                        },
                    },
                },
            },
            at: ["spec.template.spec.initContainers[0].resources.requests.cpu"],
        },
        "a limit of CPU where one is asked for": {
            resources: { type: pod, properties: { spec: { containers: [{ resources: set }] } } },
            parameters: { requireCpuLimit: true },
            at: [`${at}.limits.cpu`],
        },
        "zeros, also where there is a limit": {
            resources: {
                type: pod,
                properties: {
                    spec: {
                        containers: [
                            { resources: { requests: { cpu: "0m", memory: 0 }, limits: { cpu: 1, memory: "0Mi" } } },
                        ],
                    },
                },
            },
            at: [`${at}.requests.cpu`, `${at}.requests.memory`, `${at}.limits.memory`],
        },
        "a patch that takes the limit away": {
            resources: {
                type: "kubernetes:apps/v1:StatefulSetPatch",
                properties: {
                    spec: { template: { spec: { containers: [{ resources: { limits: { memory: "0" } } }] } } },
                },
            },
            at: ["spec.template.spec.containers[0].resources.limits.memory"],
        },
        "beside a request that is unknown": {
            resources: {
                type: pod,
                properties: {
                    spec: {
                        initContainers: unknown,
                        containers: [{ resources: { requests: { cpu: "1", memory: unknown }, limits: {} } }],
                    },
                },
            },
            at: [`${at}.limits.memory`],
        },
        "of a wrong type": {
            resources: { type: pod, properties: { spec: { containers: [{ resources: "small" }] } } },
            at: [at],
        },
    },
    unknown: {
        "a container's resources": {
            resources: {
                type: pod,
                properties: { spec: { containers: [{ resources: unknown }, { resources: set }] } },
            },
            undetermined: [at],
        },
        "a limit, where nothing else is set": {
            resources: {
                type: pod,
                properties: { spec: { containers: [{ resources: { limits: { cpu: "1", memory: unknown } } }] } },
            },
            undetermined: [`${at}.limits.memory`],
        },
        "the pod's, which may be enough": {
            resources: { type: pod, properties: { spec: { resources: unknown, containers: [{ name: "web" }] } } },
            undetermined: ["spec.resources"],
        },
    },
};
