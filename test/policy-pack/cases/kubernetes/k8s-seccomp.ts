import { k8sSeccomp } from "../../../../policy-pack/kubernetes/k8s-seccomp";
import { type RuleCases, unknown } from "../../rule-cases";

const tutorial = "https://kubernetes.io/docs/tutorials/security/seccomp/";
const profile = (type: unknown) => ({ securityContext: { seccompProfile: { type } } });

export const cases: RuleCases = {
    rule: k8sSeccomp,
    compliant: {
        "the runtime's profile for a pod": {
            source: tutorial,
            resources: {
                type: "kubernetes:core/v1:Pod",
                properties: {
                    metadata: { name: "default-pod", labels: { app: "default-pod" } },
                    spec: {
                        securityContext: { seccompProfile: { type: "RuntimeDefault" } },
                        initContainers: [{ name: "set-up" }],
                        containers: [
                            {
                                name: "test-container",
                                image: "hashicorp/http-echo:1.0",
                                args: ["-text=just made some more syscalls!"],
                                securityContext: { allowPrivilegeEscalation: false },
                            },
                        ],
                    },
                },
            },
        },
        "a profile of the node's own, with an exception for one container": {
            source: tutorial,
            resources: {
                type: "kubernetes:apps/v1:Deployment",
                properties: {
                    spec: {
                        template: {
                            spec: {
                                securityContext: {
                                    seccompProfile: {
                                        type: "Localhost",
                                        localhostProfile: "profiles/fine-grained.json",
                                    },
                                },
                                containers: [{ name: "web" }, profile("RuntimeDefault")],
                            },
                        },
                    },
                },
            },
        },
        "every container for itself": {
            source: tutorial,
            resources: {
                type: "kubernetes:batch/v1:Job",
                properties: { spec: { template: { spec: { containers: [profile("RuntimeDefault")] } } } },
            },
        },
        "a pod of Windows, which has no seccomp": {
            source: "https://kubernetes.io/docs/concepts/windows/user-guide/",
            resources: {
                type: "kubernetes:apps/v1:DaemonSet",
                properties: {
                    spec: { template: { spec: { os: { name: "windows" }, containers: [{ name: "exporter" }] } } },
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
            resources: {
                type: "kubernetes:core/v1:Pod",
                properties: { spec: { containers: [{ name: "web" }] } },
            },
            at: ["spec.containers[0].securityContext.seccompProfile.type"],
        },
        "a pod without, told once": {
            resources: {
                type: "kubernetes:apps/v1:StatefulSet",
                properties: {
                    spec: {
                        template: {
                            spec: { ...profile("Unconfined"), containers: [{ name: "db" }, { name: "backup" }] },
                        },
                    },
                },
            },
            at: ["spec.template.spec.securityContext.seccompProfile.type"],
        },
        "a container without, in a pod with one": {
            resources: {
                type: "kubernetes:batch/v1:CronJob",
                properties: {
                    spec: {
                        jobTemplate: {
                            spec: {
                                template: {
                                    spec: {
                                        ...profile("Localhost"),
                                        containers: [{ name: "report" }],
                                        initContainers: [profile("Unconfined")],
                                    },
                                },
                            },
                        },
                    },
                },
            },
            at: ["spec.jobTemplate.spec.template.spec.initContainers[0].securityContext.seccompProfile.type"],
        },
        "one of two containers has one": {
            resources: {
                type: "kubernetes:apps/v1:Deployment",
                properties: {
                    spec: { template: { spec: { containers: [profile("Localhost"), { name: "proxy" }] } } },
                },
            },
            at: ["spec.template.spec.containers[1].securityContext.seccompProfile.type"],
        },
        "the annotation of old, which is read no longer": {
            resources: {
                type: "kubernetes:core/v1:Pod",
                properties: {
                    metadata: { annotations: { "seccomp.security.alpha.kubernetes.io/pod": "runtime/default" } },
                    spec: { containers: [{ name: "web" }] },
                },
            },
            at: ["spec.containers[0].securityContext.seccompProfile.type"],
        },
        "a patch that turns it off": {
            resources: {
                type: "kubernetes:core/v1:PodPatch",
                properties: { spec: { ...profile("Unconfined") } },
            },
            at: ["spec.securityContext.seccompProfile.type"],
        },
        "of a wrong type": {
            resources: {
                type: "kubernetes:core/v1:Pod",
                properties: {
                    spec: { securityContext: { seccompProfile: "Localhost" }, containers: [{ name: "web" }] },
                },
            },
            at: ["spec.securityContext.seccompProfile"],
        },
    },
    unknown: {
        "the pod's profile": {
            resources: {
                type: "kubernetes:core/v1:Pod",
                properties: {
                    spec: { ...profile(unknown), containers: [{ name: "web" }, profile("Unconfined")] },
                },
            },
            undetermined: ["spec.securityContext.seccompProfile.type"],
            at: ["spec.containers[1].securityContext.seccompProfile.type"],
        },
        "a container's profile": {
            resources: {
                type: "kubernetes:core/v1:Pod",
                properties: { spec: { containers: [{ securityContext: { seccompProfile: unknown } }] } },
            },
            undetermined: ["spec.containers[0].securityContext.seccompProfile"],
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
