import { k8sReadonlyRoot } from "../../../../policy-pack/kubernetes/k8s-readonly-root";
import { type RuleCases, unknown } from "../../rule-cases";

const readOnly = { securityContext: { readOnlyRootFilesystem: true } };

export const cases: RuleCases = {
    rule: k8sReadonlyRoot,
    compliant: {
        "a pod with a place to write": {
            source: "https://kubernetes.io/docs/tasks/configure-pod-container/security-context/",
            resources: {
                type: "kubernetes:core/v1:Pod",
                properties: {
                    spec: {
                        containers: [
                            {
                                name: "web",
                                image: "nginx:1.27",
                                securityContext: { readOnlyRootFilesystem: true, allowPrivilegeEscalation: false },
                                volumeMounts: [{ name: "tmp", mountPath: "/tmp" }],
                            },
                        ],
                        volumes: [{ name: "tmp", emptyDir: { medium: "Memory" } }],
                    },
                },
            },
        },
        "a CronJob with an init container": {
            source: "https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/",
            resources: {
                type: "kubernetes:batch/v1:CronJob",
                properties: {
                    spec: {
                        schedule: "* * * * *",
                        jobTemplate: {
                            spec: { template: { spec: { initContainers: [readOnly], containers: [readOnly] } } },
                        },
                    },
                },
            },
        },
        "a pod of Windows, where the system has to write": {
            source: "https://kubernetes.io/docs/concepts/windows/intro/",
            resources: {
                type: "kubernetes:apps/v1:Deployment",
                properties: {
                    spec: { template: { spec: { os: { name: "windows" }, containers: [{ name: "iis" }] } } },
                },
            },
        },
        "a patch that says nothing of it": {
            source: "https://kubernetes.io/docs/reference/using-api/server-side-apply/",
            resources: {
                type: "kubernetes:apps/v1:DeploymentPatch",
                properties: { spec: { template: { spec: { containers: [{ name: "web", image: unknown }] } } } },
            },
        },
    },
    violating: {
        "by default": {
            resources: { type: "kubernetes:core/v1:Pod", properties: { spec: { containers: [{ name: "web" }] } } },
            at: ["spec.containers[0].securityContext.readOnlyRootFilesystem"],
        },
        "the second container of a Deployment": {
            resources: {
                type: "kubernetes:apps/v1:Deployment",
                properties: {
                    spec: {
                        template: {
                            spec: { containers: [readOnly, { securityContext: { readOnlyRootFilesystem: false } }] },
                        },
                    },
                },
            },
            at: ["spec.template.spec.containers[1].securityContext.readOnlyRootFilesystem"],
        },
        "said for the pod, where it is no setting": {
            resources: {
                type: "kubernetes:apps/v1:StatefulSet",
                properties: { spec: { template: { spec: { ...readOnly, containers: [{ name: "db" }] } } } },
            },
            at: ["spec.template.spec.containers[0].securityContext.readOnlyRootFilesystem"],
        },
        "through a patch": {
            resources: {
                type: "kubernetes:apps/v1:DaemonSetPatch",
                properties: {
                    spec: {
                        template: { spec: { containers: [{ securityContext: { readOnlyRootFilesystem: false } }] } },
                    },
                },
            },
            at: ["spec.template.spec.containers[0].securityContext.readOnlyRootFilesystem"],
        },
        "of a wrong type": {
            resources: {
                type: "kubernetes:batch/v1:Job",
                properties: {
                    spec: {
                        template: { spec: { containers: [{ securityContext: { readOnlyRootFilesystem: "yes" } }] } },
                    },
                },
            },
            at: ["spec.template.spec.containers[0].securityContext.readOnlyRootFilesystem"],
        },
    },
    unknown: {
        "one container's setting": {
            resources: {
                type: "kubernetes:core/v1:Pod",
                properties: {
                    spec: {
                        containers: [{ securityContext: { readOnlyRootFilesystem: unknown } }, { name: "sidecar" }],
                    },
                },
            },
            undetermined: ["spec.containers[0].securityContext.readOnlyRootFilesystem"],
            at: ["spec.containers[1].securityContext.readOnlyRootFilesystem"],
        },
        "whether the pod is of Windows": {
            resources: {
                type: "kubernetes:core/v1:Pod",
                properties: { spec: { os: { name: unknown }, containers: [{ name: "web" }] } },
            },
            undetermined: ["spec.os.name"],
        },
    },
};
