import { k8sNonroot } from "../../../../policy-pack/kubernetes/k8s-nonroot";
import { type RuleCases, unknown } from "../../rule-cases";

const securityContext = "https://kubernetes.io/docs/tasks/configure-pod-container/security-context/";
const standards = "https://kubernetes.io/docs/concepts/security/pod-security-standards/";

export const cases: RuleCases = {
    rule: k8sNonroot,
    compliant: {
        "a pod that says so for all of its containers": {
            source: securityContext,
            resources: {
                type: "kubernetes:core/v1:Pod",
                properties: {
                    spec: {
                        securityContext: { runAsNonRoot: true, runAsUser: 1000, runAsGroup: 3000, fsGroup: 2000 },
                        initContainers: [{ name: "set-up", image: "busybox:1.28" }],
                        containers: [
                            { name: "sec-ctx-demo", image: "busybox:1.28", securityContext: { runAsUser: 2000 } },
                        ],
                    },
                },
            },
        },
        "every container says so itself": {
            source: standards,
            resources: {
                type: "kubernetes:apps/v1:Deployment",
                properties: {
                    spec: {
                        template: {
                            spec: {
                                containers: [
                                    { name: "web", securityContext: { runAsNonRoot: true } },
                                    { name: "proxy", securityContext: { runAsNonRoot: true, runAsUser: 1337 } },
                                ],
                            },
                        },
                    },
                },
            },
        },
        "a CronJob of Windows, which has the setting too": {
            source: "https://kubernetes.io/docs/concepts/windows/user-guide/",
            resources: {
                type: "kubernetes:batch/v1:CronJob",
                properties: {
                    spec: {
                        schedule: "0 3 * * *",
                        jobTemplate: {
                            spec: {
                                template: {
                                    spec: {
                                        os: { name: "windows" },
                                        securityContext: {
                                            runAsNonRoot: true,
                                            windowsOptions: { runAsUserName: "ContainerUser" },
                                        },
                                        containers: [{ name: "report" }],
                                        restartPolicy: "OnFailure",
                                    },
                                },
                            },
                        },
                    },
                },
            },
        },
        "a patch that leaves it as it is": {
            source: "https://kubernetes.io/docs/reference/using-api/server-side-apply/",
            resources: {
                type: "kubernetes:apps/v1:StatefulSetPatch",
                properties: {
                    spec: { template: { spec: { containers: [{ name: "db", securityContext: { runAsUser: 999 } }] } } },
                },
            },
        },
    },
    violating: {
        "by default": {
            resources: {
                type: "kubernetes:core/v1:Pod",
                properties: { spec: { containers: [{ name: "web" }] } },
            },
            at: ["spec.containers[0].securityContext.runAsNonRoot"],
        },
        "a user alone, since the image is not asked": {
            resources: {
                type: "kubernetes:core/v1:Pod",
                properties: { spec: { securityContext: { runAsUser: 1000 }, containers: [{ name: "web" }] } },
            },
            at: ["spec.containers[0].securityContext.runAsNonRoot"],
        },
        "a container that says otherwise than its pod": {
            resources: {
                type: "kubernetes:apps/v1:Deployment",
                properties: {
                    spec: {
                        template: {
                            spec: {
                                securityContext: { runAsNonRoot: true },
                                initContainers: [{ securityContext: { runAsNonRoot: false, runAsUser: 0 } }],
                                containers: [{ name: "web" }],
                            },
                        },
                    },
                },
            },
            at: [
                "spec.template.spec.initContainers[0].securityContext.runAsNonRoot",
                "spec.template.spec.initContainers[0].securityContext.runAsUser",
            ],
        },
        "a pod that says no, told once": {
            resources: {
                type: "kubernetes:batch/v1:Job",
                properties: {
                    spec: {
                        template: {
                            spec: {
                                securityContext: { runAsNonRoot: false },
                                containers: [{ name: "migrate" }, { securityContext: { runAsNonRoot: true } }],
                            },
                        },
                    },
                },
            },
            at: ["spec.template.spec.securityContext.runAsNonRoot"],
        },
        "root as the user of a pod": {
            resources: {
                type: "kubernetes:apps/v1:DaemonSet",
                properties: {
                    spec: {
                        template: {
                            spec: {
                                securityContext: { runAsNonRoot: true, runAsUser: 0 },
                                containers: [{ name: "agent" }],
                            },
                        },
                    },
                },
            },
            at: ["spec.template.spec.securityContext.runAsUser"],
        },
        "a user namespace does not excuse it": {
            resources: {
                type: "kubernetes:core/v1:Pod",
                properties: { spec: { hostUsers: false, containers: [{ name: "userns" }] } },
            },
            at: ["spec.containers[0].securityContext.runAsNonRoot"],
        },
        "through a patch": {
            resources: {
                type: "kubernetes:apps/v1:DeploymentPatch",
                properties: {
                    spec: {
                        template: {
                            spec: { containers: [{ name: "web", securityContext: { runAsNonRoot: false } }] },
                        },
                    },
                },
            },
            at: ["spec.template.spec.containers[0].securityContext.runAsNonRoot"],
        },
        "of wrong types": {
            resources: {
                type: "kubernetes:core/v1:Pod",
                properties: {
                    spec: { securityContext: { runAsNonRoot: "yes", runAsUser: "0" }, containers: [{ name: "web" }] },
                },
            },
            at: ["spec.securityContext.runAsNonRoot", "spec.securityContext.runAsUser"],
        },
    },
    unknown: {
        "the pod's setting, which a container needs and another does not": {
            resources: {
                type: "kubernetes:core/v1:Pod",
                properties: {
                    spec: {
                        securityContext: { runAsNonRoot: unknown },
                        containers: [{ name: "web" }, { securityContext: { runAsNonRoot: false } }],
                    },
                },
            },
            undetermined: ["spec.securityContext.runAsNonRoot"],
            at: ["spec.containers[1].securityContext.runAsNonRoot"],
        },
        "a container's setting": {
            resources: {
                type: "kubernetes:core/v1:Pod",
                properties: {
                    spec: {
                        securityContext: { runAsNonRoot: true },
                        containers: [{ securityContext: { runAsNonRoot: unknown, runAsUser: 0 } }],
                    },
                },
            },
            undetermined: ["spec.containers[0].securityContext.runAsNonRoot"],
            at: ["spec.containers[0].securityContext.runAsUser"],
        },
        "the user": {
            resources: {
                type: "kubernetes:core/v1:Pod",
                properties: {
                    spec: {
                        securityContext: { runAsNonRoot: true, runAsUser: unknown },
                        containers: [{ name: "web" }],
                    },
                },
            },
            undetermined: ["spec.securityContext.runAsUser"],
        },
    },
};
