import { k8sNoEscalation } from "../../../../policy-pack/kubernetes/k8s-no-escalation";
import { type RuleCases, unknown } from "../../rule-cases";

const source = "https://kubernetes.io/docs/tasks/configure-pod-container/security-context/";
const off = { securityContext: { allowPrivilegeEscalation: false } };

export const cases: RuleCases = {
    rule: k8sNoEscalation,
    compliant: {
        "a pod": { source, resources: { type: "kubernetes:core/v1:Pod", properties: { spec: { containers: [off] } } } },
        "a Deployment with an init container": {
            source,
            resources: {
                type: "kubernetes:apps/v1:Deployment",
                properties: { spec: { template: { spec: { containers: [off], initContainers: [off] } } } },
            },
        },
        "a pod of Windows, which has no such setting": {
            source: "https://kubernetes.io/docs/concepts/windows/user-guide/",
            resources: {
                type: "kubernetes:core/v1:Pod",
                properties: { spec: { os: { name: "windows" }, containers: [{ name: "iis" }] } },
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
            at: ["spec.containers[0].securityContext.allowPrivilegeEscalation"],
        },
        "the second container of a Deployment": {
            resources: {
                type: "kubernetes:apps/v1:Deployment",
                properties: {
                    spec: {
                        template: {
                            spec: { containers: [off, { securityContext: { allowPrivilegeEscalation: true } }] },
                        },
                    },
                },
            },
            at: ["spec.template.spec.containers[1].securityContext.allowPrivilegeEscalation"],
        },
        "an init container of a CronJob": {
            resources: {
                type: "kubernetes:batch/v1:CronJob",
                properties: {
                    spec: {
                        jobTemplate: {
                            spec: { template: { spec: { containers: [off], initContainers: [{ name: "set-up" }] } } },
                        },
                    },
                },
            },
            at: ["spec.jobTemplate.spec.template.spec.initContainers[0].securityContext.allowPrivilegeEscalation"],
        },
        "a patch that allows it": {
            resources: {
                type: "kubernetes:apps/v1:StatefulSetPatch",
                properties: {
                    spec: {
                        template: { spec: { containers: [{ securityContext: { allowPrivilegeEscalation: true } }] } },
                    },
                },
            },
            at: ["spec.template.spec.containers[0].securityContext.allowPrivilegeEscalation"],
        },
        "beside containers that are unknown": {
            resources: {
                type: "kubernetes:batch/v1:Job",
                properties: {
                    spec: { template: { spec: { initContainers: unknown, ephemeralContainers: [{ name: "debug" }] } } },
                },
            },
            at: ["spec.template.spec.ephemeralContainers[0].securityContext.allowPrivilegeEscalation"],
        },
    },
    unknown: {
        "whether the pod is of Windows": {
            resources: {
                type: "kubernetes:core/v1:Pod",
                properties: { spec: { os: { name: unknown }, containers: [{ name: "web" }, off] } },
            },
            undetermined: ["spec.os.name"],
        },
        "one container's context": {
            resources: {
                type: "kubernetes:core/v1:Pod",
                properties: { spec: { containers: [{ securityContext: unknown }, { name: "sidecar" }] } },
            },
            undetermined: ["spec.containers[0].securityContext"],
            at: ["spec.containers[1].securityContext.allowPrivilegeEscalation"],
        },
    },
};
