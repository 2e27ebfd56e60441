import { k8sKernel } from "../../../../policy-pack/kubernetes/k8s-kernel";
import { type RuleCases, unknown } from "../../rule-cases";

const appArmor = "https://kubernetes.io/docs/tutorials/security/apparmor/";
const annotation = "container.apparmor.security.beta.kubernetes.io/web";

export const cases: RuleCases = {
    rule: k8sKernel,
    compliant: {
        "a pod with safe sysctls": {
            source: "https://kubernetes.io/docs/tasks/administer-cluster/sysctl-cluster/",
            resources: {
                type: "kubernetes:core/v1:Pod",
                properties: {
                    metadata: { name: "sysctl-example" },
                    spec: {
                        securityContext: {
                            sysctls: [
                                { name: "kernel.shm_rmid_forced", value: "0" },
                                { name: "net.ipv4.ip_unprivileged_port_start", value: unknown },
                            ],
                        },
                        containers: [{ name: "web", image: "nginx:1.27" }],
                    },
                },
            },
        },
        "profiles of AppArmor": {
            source: appArmor,
            resources: {
                type: "kubernetes:apps/v1:Deployment",
                properties: {
                    spec: {
                        template: {
                            spec: {
                                securityContext: { appArmorProfile: { type: "RuntimeDefault" } },
                                containers: [
                                    {
                                        name: "hello",
                                        image: "busybox:1.28",
                                        securityContext: {
                                            procMount: "Default",
                                            appArmorProfile: {
                                                type: "Localhost",
                                                localhostProfile: "k8s-apparmor-example-deny-write",
                                            },
                                        },
                                    },
                                ],
                            },
                        },
                    },
                },
            },
        },
        "profiles of AppArmor, as annotations": {
            source: appArmor,
            resources: {
                type: "kubernetes:apps/v1:DaemonSet",
                properties: {
                    spec: {
                        template: {
                            metadata: {
                                annotations: {
                                    [annotation]: "localhost/k8s-apparmor-example-deny-write",
                                    "container.apparmor.security.beta.kubernetes.io/agent": "runtime/default",
                                    "prometheus.io/scrape": unknown,
                                },
                            },
                            spec: { containers: [{ name: "web" }, { name: "agent" }] },
                        },
                    },
                },
            },
        },
        "labels of SELinux": {
            source: "https://kubernetes.io/docs/tasks/configure-pod-container/security-context/",
            resources: {
                type: "kubernetes:core/v1:Pod",
                properties: {
                    spec: {
                        securityContext: { seLinuxOptions: { level: "s0:c123,c456" } },
                        containers: [{ securityContext: { seLinuxOptions: { type: "container_init_t", user: "" } } }],
                    },
                },
            },
        },
    },
    violating: {
        "the whole of /proc": {
            resources: {
                type: "kubernetes:core/v1:Pod",
                properties: {
                    spec: { containers: [{ name: "build", securityContext: { procMount: "Unmasked" } }] },
                },
            },
            at: ["spec.containers[0].securityContext.procMount"],
        },
        "an unsafe sysctl beside a safe one": {
            resources: {
                type: "kubernetes:apps/v1:StatefulSet",
                properties: {
                    spec: {
                        template: {
                            spec: {
                                securityContext: {
                                    sysctls: [
                                        { name: "net.ipv4.tcp_syncookies", value: "1" },
                                        { name: "kernel.msgmax", value: "65536" },
                                        { value: "1024" },
                                    ],
                                },
                                containers: [{ name: "db" }],
                            },
                        },
                    },
                },
            },
            at: [
                "spec.template.spec.securityContext.sysctls[1].name",
                "spec.template.spec.securityContext.sysctls[2].name",
            ],
        },
        "a process of SELinux that may do all": {
            resources: {
                type: "kubernetes:apps/v1:DaemonSet",
                properties: {
                    spec: {
                        template: {
                            spec: {
                                securityContext: { seLinuxOptions: { type: "spc_t" } },
                                initContainers: [
                                    { securityContext: { seLinuxOptions: { user: "system_u", role: "system_r" } } },
                                ],
                                containers: [{ name: "agent" }],
                            },
                        },
                    },
                },
            },
            at: [
                "spec.template.spec.securityContext.seLinuxOptions.type",
                "spec.template.spec.initContainers[0].securityContext.seLinuxOptions.user",
                "spec.template.spec.initContainers[0].securityContext.seLinuxOptions.role",
            ],
        },
        "no AppArmor": {
            resources: {
                type: "kubernetes:batch/v1:CronJob",
                properties: {
                    spec: {
                        jobTemplate: {
                            spec: {
                                template: {
                                    spec: {
                                        containers: [{ securityContext: { appArmorProfile: { type: "Unconfined" } } }],
                                    },
                                },
                            },
                        },
                    },
                },
            },
            at: ["spec.jobTemplate.spec.template.spec.containers[0].securityContext.appArmorProfile.type"],
        },
        "no AppArmor, as an annotation": {
            resources: {
                type: "kubernetes:apps/v1:Deployment",
                properties: {
                    metadata: { annotations: { [annotation]: "of the Deployment, which is not read" } },
                    spec: {
                        template: {
                            metadata: { annotations: { [annotation]: "unconfined" } },
                            spec: { containers: [{ name: "web" }] },
                        },
                    },
                },
            },
            at: [`spec.template.metadata.annotations["${annotation}"]`],
        },
        "through a patch": {
            resources: {
                type: "kubernetes:core/v1:PodPatch",
                properties: {
                    metadata: { annotations: { [annotation]: "unconfined" } },
                    spec: { securityContext: { appArmorProfile: { type: "Unconfined" } } },
                },
            },
            at: [`metadata.annotations["${annotation}"]`, "spec.securityContext.appArmorProfile.type"],
        },
        "of wrong types": {
            resources: {
                type: "kubernetes:core/v1:Pod",
                properties: {
                    spec: {
                        securityContext: { sysctls: { "kernel.msgmax": "65536" } },
                        containers: [{ securityContext: { procMount: true } }],
                    },
                },
            },
            at: ["spec.securityContext.sysctls", "spec.containers[0].securityContext.procMount"],
        },
    },
    unknown: {
        "what of /proc is seen": {
            resources: {
                type: "kubernetes:core/v1:Pod",
                properties: {
                    spec: { containers: [{ securityContext: { procMount: unknown, seLinuxOptions: { role: "r" } } }] },
                },
            },
            undetermined: ["spec.containers[0].securityContext.procMount"],
            at: ["spec.containers[0].securityContext.seLinuxOptions.role"],
        },
        "a sysctl": {
            resources: {
                type: "kubernetes:core/v1:Pod",
                properties: {
                    spec: { securityContext: { sysctls: [{ name: unknown }, { name: "kernel.msgmax" }] } },
                },
            },
            undetermined: ["spec.securityContext.sysctls[0].name"],
            at: ["spec.securityContext.sysctls[1].name"],
        },
        "the options of SELinux": {
            resources: {
                type: "kubernetes:core/v1:Pod",
                properties: { spec: { securityContext: { seLinuxOptions: unknown }, containers: [] } },
            },
            undetermined: ["spec.securityContext.seLinuxOptions"],
        },
        "the profile of AppArmor": {
            resources: {
                type: "kubernetes:core/v1:Pod",
                properties: {
                    metadata: { annotations: { [annotation]: unknown } },
                    spec: { securityContext: { appArmorProfile: { type: unknown } } },
                },
            },
            undetermined: [`metadata.annotations["${annotation}"]`, "spec.securityContext.appArmorProfile.type"],
        },
        "the annotations": {
            resources: {
                type: "kubernetes:core/v1:Pod",
                properties: { metadata: { annotations: unknown }, spec: { containers: [{ name: "web" }] } },
            },
            undetermined: ["metadata.annotations"],
        },
    },
};
