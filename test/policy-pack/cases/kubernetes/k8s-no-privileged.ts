import { k8sNoPrivileged } from "../../../../policy-pack/kubernetes/k8s-no-privileged";
import { type RuleCases, unknown } from "../../rule-cases";

const securityContext = "https://kubernetes.io/docs/tasks/configure-pod-container/security-context/";

export const cases: RuleCases = {
    rule: k8sNoPrivileged,
    compliant: {
        "a pod that says nothing of it": {
            source: securityContext,
            resources: {
                type: "kubernetes:core/v1:Pod",
                properties: {
                    metadata: { name: "security-context-demo" },
                    spec: {
                        securityContext: { runAsUser: 1000, runAsGroup: 3000, fsGroup: 2000 },
                        volumes: [{ name: "sec-ctx-vol", emptyDir: {} }],
                        containers: [
                            {
                                name: "sec-ctx-demo",
                                image: "busybox:1.28",
                                command: ["sh", "-c", "sleep 1h"],
                                securityContext: { allowPrivilegeEscalation: false },
                            },
                        ],
                    },
                },
            },
        },
        "a Deployment that says false": {
            source: "https://kubernetes.io/docs/concepts/workloads/controllers/deployment/",
            resources: {
                type: "kubernetes:apps/v1:Deployment",
                properties: {
                    spec: {
                        replicas: 3,
                        selector: { matchLabels: { app: "nginx" } },
                        template: {
                            metadata: { labels: { app: "nginx" } },
                            spec: {
                                containers: [
                                    {
                                        name: "nginx",
                                        image: "nginx:1.14.2",
                                        ports: [{ containerPort: 80 }],
                                        securityContext: { privileged: false },
                                    },
                                ],
                            },
                        },
                    },
                },
            },
        },
        "a pod of Windows with a user of its own": {
            source: "https://kubernetes.io/docs/tasks/configure-pod-container/configure-runasusername/",
            resources: {
                type: "kubernetes:core/v1:Pod",
                properties: {
                    spec: {
                        securityContext: { windowsOptions: { runAsUserName: "ContainerUser", hostProcess: false } },
                        containers: [{ name: "run-as-username-demo", image: unknown }],
                        nodeSelector: { "kubernetes.io/os": "windows" },
                    },
                },
            },
        },
        "a patch of a DaemonSet": {
            source: "https://kubernetes.io/docs/reference/using-api/server-side-apply/",
            resources: {
                type: "kubernetes:apps/v1:DaemonSetPatch",
                properties: { spec: { template: { spec: { containers: [{ name: "agent", securityContext: {} }] } } } },
            },
        },
    },
    violating: {
        "a pod": {
            resources: {
                type: "kubernetes:core/v1:Pod",
                properties: { spec: { containers: [{ name: "dind", securityContext: { privileged: true } }] } },
            },
            at: ["spec.containers[0].securityContext.privileged"],
        },
        "a ReplicationController, which came before Deployments": {
            resources: {
                type: "kubernetes:core/v1:ReplicationController",
                properties: {
                    spec: { template: { spec: { containers: [{ securityContext: { privileged: true } }] } } },
                },
            },
            at: ["spec.template.spec.containers[0].securityContext.privileged"],
        },
        "an init container that sets sysctls": {
            resources: {
                type: "kubernetes:apps/v1:StatefulSet",
                properties: {
                    spec: {
                        template: {
                            spec: {
                                initContainers: [
                                    {
                                        name: "sysctl",
                                        command: ["sysctl", "-w", "vm.max_map_count=262144"],
                                        securityContext: { privileged: true },
                                    },
                                ],
                                containers: [{ name: "search" }],
                            },
                        },
                    },
                },
            },
            at: ["spec.template.spec.initContainers[0].securityContext.privileged"],
        },
        "every container of a pod is a process of the Windows host": {
            resources: {
                type: "kubernetes:apps/v1:DaemonSet",
                properties: {
                    spec: {
                        template: {
                            spec: {
                                os: { name: "windows" },
                                hostNetwork: true,
                                securityContext: {
                                    windowsOptions: { hostProcess: true, runAsUserName: "NT AUTHORITY\\SYSTEM" },
                                },
                                containers: [{ name: "exporter" }],
                            },
                        },
                    },
                },
            },
            at: ["spec.template.spec.securityContext.windowsOptions.hostProcess"],
        },
        "one container of a CronJob is a process of the Windows host": {
            resources: {
                type: "kubernetes:batch/v1:CronJob",
                properties: {
                    spec: {
                        jobTemplate: {
                            spec: {
                                template: {
                                    spec: {
                                        containers: [
                                            { name: "collect" },
                                            { securityContext: { windowsOptions: { hostProcess: true } } },
                                        ],
                                    },
                                },
                            },
                        },
                    },
                },
            },
            at: ["spec.jobTemplate.spec.template.spec.containers[1].securityContext.windowsOptions.hostProcess"],
        },
        "through a patch": {
            resources: {
                type: "kubernetes:apps/v1:DeploymentPatch",
                properties: {
                    spec: { template: { spec: { containers: [{ securityContext: { privileged: true } }] } } },
                },
            },
            at: ["spec.template.spec.containers[0].securityContext.privileged"],
        },
        "an ephemeral container, as text": {
            resources: {
                type: "kubernetes:core/v1:PodPatch",
                properties: { spec: { ephemeralContainers: [{ securityContext: { privileged: "true" } }] } },
            },
            at: ["spec.ephemeralContainers[0].securityContext.privileged"],
        },
        "of a wrong type": {
            resources: {
                type: "kubernetes:batch/v1:Job",
                properties: { spec: { template: { spec: { containers: [{ securityContext: { privileged: 1 } }] } } } },
            },
            at: ["spec.template.spec.containers[0].securityContext.privileged"],
        },
    },
    unknown: {
        "the setting of one container": {
            resources: {
                type: "kubernetes:core/v1:Pod",
                properties: {
                    spec: {
                        containers: [
                            { securityContext: { privileged: unknown, windowsOptions: { hostProcess: true } } },
                            { securityContext: { privileged: true } },
                        ],
                    },
                },
            },
            undetermined: ["spec.containers[0].securityContext.privileged"],
            at: [
                "spec.containers[0].securityContext.windowsOptions.hostProcess",
                "spec.containers[1].securityContext.privileged",
            ],
        },
        "whether it is a process of the host": {
            resources: {
                type: "kubernetes:core/v1:Pod",
                properties: { spec: { securityContext: { windowsOptions: unknown }, containers: [{ name: "web" }] } },
            },
            undetermined: ["spec.securityContext.windowsOptions"],
        },
        "the containers": {
            resources: {
                type: "kubernetes:apps/v1:ReplicaSet",
                properties: { spec: { template: { spec: { containers: unknown } } } },
            },
            undetermined: ["spec.template.spec.containers"],
        },
    },
};
