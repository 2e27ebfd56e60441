import { k8sCaps } from "../../../../policy-pack/kubernetes/k8s-caps";
import { type RuleCases, unknown } from "../../rule-cases";

const standards = "https://kubernetes.io/docs/concepts/security/pod-security-standards/";
const none = { securityContext: { capabilities: { drop: ["ALL"] } } };

export const cases: RuleCases = {
    rule: k8sCaps,
    compliant: {
        "a pod that drops all": {
            source: standards,
            resources: {
                type: "kubernetes:core/v1:Pod",
                properties: {
                    spec: {
                        containers: [
                            {
                                name: "web",
                                image: "registry.example.com/shop/web:1.4.2",
                                securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ["ALL"] } },
                            },
                        ],
                    },
                },
            },
        },
        "a web server on port 80": {
            source: standards,
            resources: {
                type: "kubernetes:apps/v1:Deployment",
                properties: {
                    spec: {
                        template: {
                            spec: {
                                initContainers: [none],
                                containers: [
                                    {
                                        name: "nginx",
                                        ports: [{ containerPort: 80 }],
                                        securityContext: {
                                            capabilities: { add: ["NET_BIND_SERVICE"], drop: ["NET_RAW", "ALL"] },
                                        },
                                    },
                                ],
                            },
                        },
                    },
                },
            },
        },
        "a pod of Windows, which has no capabilities": {
            source: "https://kubernetes.io/docs/concepts/windows/user-guide/",
            resources: {
                type: "kubernetes:core/v1:Pod",
                properties: { spec: { os: { name: "windows" }, containers: [{ name: "iis", image: unknown }] } },
            },
        },
        "a patch that says nothing of it": {
            source: "https://kubernetes.io/docs/reference/using-api/server-side-apply/",
            resources: {
                type: "kubernetes:apps/v1:DaemonSetPatch",
                properties: { spec: { template: { spec: { containers: [{ name: "agent", image: "agent:2.1" }] } } } },
            },
        },
        "ALL beside one that is yet unknown, in a pod whose system is": {
            source: standards,
            resources: {
                type: "kubernetes:core/v1:Pod",
                properties: {
                    spec: {
                        os: { name: unknown },
                        containers: [{ securityContext: { capabilities: { drop: [unknown, "ALL"] } } }],
                    },
                },
            },
        },
    },
    violating: {
        "by default": {
            resources: { type: "kubernetes:core/v1:Pod", properties: { spec: { containers: [{ name: "web" }] } } },
            at: ["spec.containers[0].securityContext.capabilities.drop"],
        },
        "some dropped, and not all": {
            resources: {
                type: "kubernetes:apps/v1:StatefulSet",
                properties: {
                    spec: {
                        template: {
                            spec: {
                                containers: [{ securityContext: { capabilities: { drop: ["NET_RAW", "MKNOD"] } } }],
                            },
                        },
                    },
                },
            },
            at: ["spec.template.spec.containers[0].securityContext.capabilities.drop"],
        },
        "in small letters, which the standards don't take": {
            resources: {
                type: "kubernetes:core/v1:Pod",
                properties: { spec: { containers: [{ securityContext: { capabilities: { drop: ["all"] } } }] } },
            },
            at: ["spec.containers[0].securityContext.capabilities.drop"],
        },
        "all dropped, and some added": {
            resources: {
                type: "kubernetes:apps/v1:Deployment",
                properties: {
                    spec: {
                        template: {
                            spec: {
                                containers: [
                                    none,
                                    {
                                        securityContext: {
                                            capabilities: { drop: ["ALL"], add: ["NET_ADMIN", "SYS_TIME"] },
                                        },
                                    },
                                ],
                            },
                        },
                    },
                },
            },
            at: [
                "spec.template.spec.containers[1].securityContext.capabilities.add[0]",
                "spec.template.spec.containers[1].securityContext.capabilities.add[1]",
            ],
        },
        "the init container of a CronJob": {
            resources: {
                type: "kubernetes:batch/v1:CronJob",
                properties: {
                    spec: {
                        jobTemplate: {
                            spec: { template: { spec: { containers: [none], initContainers: [{ name: "set-up" }] } } },
                        },
                    },
                },
            },
            at: ["spec.jobTemplate.spec.template.spec.initContainers[0].securityContext.capabilities.drop"],
        },
        "a patch that adds one": {
            resources: {
                type: "kubernetes:batch/v1:JobPatch",
                properties: {
                    spec: {
                        template: {
                            spec: { containers: [{ securityContext: { capabilities: { add: ["SYS_ADMIN"] } } }] },
                        },
                    },
                },
            },
            at: ["spec.template.spec.containers[0].securityContext.capabilities.add[0]"],
        },
        "of a wrong type": {
            resources: {
                type: "kubernetes:core/v1:Pod",
                properties: { spec: { containers: [{ securityContext: { capabilities: { drop: "ALL" } } }] } },
            },
            at: ["spec.containers[0].securityContext.capabilities.drop"],
        },
    },
    unknown: {
        "what is dropped": {
            resources: {
                type: "kubernetes:core/v1:Pod",
                properties: {
                    spec: {
                        containers: [{ securityContext: { capabilities: { drop: unknown, add: ["SYS_PTRACE"] } } }],
                    },
                },
            },
            undetermined: ["spec.containers[0].securityContext.capabilities.drop"],
            at: ["spec.containers[0].securityContext.capabilities.add[0]"],
        },
        "one that is dropped": {
            resources: {
                type: "kubernetes:core/v1:Pod",
                properties: {
                    spec: { containers: [{ securityContext: { capabilities: { drop: ["MKNOD", unknown] } } }] },
                },
            },
            undetermined: ["spec.containers[0].securityContext.capabilities.drop[1]"],
        },
        "one that is added": {
            resources: {
                type: "kubernetes:core/v1:Pod",
                properties: {
                    spec: {
                        containers: [{ securityContext: { capabilities: { drop: ["ALL"], add: [unknown, "BPF"] } } }],
                    },
                },
            },
            undetermined: ["spec.containers[0].securityContext.capabilities.add[0]"],
            at: ["spec.containers[0].securityContext.capabilities.add[1]"],
        },
        "whether the pod is of Windows": {
            resources: {
                type: "kubernetes:core/v1:Pod",
                properties: { spec: { os: unknown, containers: [{ name: "web" }] } },
            },
            undetermined: ["spec.os"],
        },
    },
};
