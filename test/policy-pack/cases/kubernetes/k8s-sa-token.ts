import { k8sSaToken } from "../../../../policy-pack/kubernetes/k8s-sa-token";
import { type RuleCases, unknown } from "../../rule-cases";

const source = "https://kubernetes.io/docs/tasks/configure-pod-container/configure-service-account/";
const pod = "kubernetes:core/v1:Pod";
const account = "kubernetes:core/v1:ServiceAccount";
const path = "automountServiceAccountToken";

export const cases: RuleCases = {
    rule: k8sSaToken,
    compliant: {
        "an account that opts out": {
            source,
            resources: {
                type: account,
                properties: {
                    apiVersion: "v1",
                    kind: "ServiceAccount",
                    metadata: { name: "build-robot" },
                    automountServiceAccountToken: false,
                },
            },
        },
        "a pod that opts out": {
            source,
            resources: {
                type: pod,
                properties: {
                    metadata: { name: "my-pod" },
                    spec: {
                        serviceAccountName: "build-robot",
                        automountServiceAccountToken: false,
                        containers: [{ name: "web", image: "nginx" }],
                    },
                },
            },
        },
        "a token for somebody else than the API server": {
            source: "https://kubernetes.io/docs/concepts/storage/projected-volumes/",
            resources: {
                type: "kubernetes:apps/v1:Deployment",
                properties: {
                    spec: {
                        template: {
                            spec: {
                                serviceAccountName: unknown,
                                automountServiceAccountToken: false,
                                volumes: [
                                    {
                                        name: "vault-token",
                                        projected: { sources: [{ serviceAccountToken: { audience: "vault" } }] },
                                    },
                                ],
                            },
                        },
                    },
                },
            },
        },
        "a controller and its account": {
            source: "https://kubernetes.io/docs/reference/access-authn-authz/service-accounts-admin/",
            resources: [
                { type: account, properties: { metadata: { name: "rollouts" } } },
                {
                    type: "kubernetes:apps/v1:Deployment",
                    name: "controller",
                    properties: { spec: { template: { spec: { serviceAccountName: "rollouts" } } } },
                },
                { type: pod, name: "old", properties: { spec: { serviceAccount: "rollouts" } } },
            ],
            parameters: { accounts: ["rollouts"] },
        },
        "a patch that says nothing of it": {
            source: "https://kubernetes.io/docs/reference/using-api/server-side-apply/",
            resources: [
                { type: "kubernetes:core/v1:ServiceAccountPatch", properties: { metadata: { name: "default" } } },
                { type: "kubernetes:apps/v1:DeploymentPatch", name: "web", properties: { spec: {} } },
            ],
        },
    },
    violating: {
        "a pod by default": {
            resources: { type: pod, properties: { spec: { containers: [{ name: "web" }] } } },
            at: [`spec.${path}`],
        },
        "an account by default": {
            resources: { type: account, properties: { metadata: { name: "web" } } },
            at: [path],
        },
        "a CronJob that says so": {
            resources: {
                type: "kubernetes:batch/v1:CronJob",
                properties: {
                    spec: {
                        jobTemplate: {
                            spec: {
                                template: {
                                    spec: { automountServiceAccountToken: true, serviceAccountName: "report" },
                                },
                            },
                        },
                    },
                },
            },
            parameters: { accounts: ["rollouts"] },
            at: [`spec.jobTemplate.spec.template.spec.${path}`],
        },
        "`default`, whoever allows it": {
            resources: [
                { type: account, name: "account", properties: { metadata: { name: "default" } } },
                { type: pod, name: "pod", properties: { spec: {} } },
            ],
            parameters: { accounts: ["default"] },
            at: [`account ${path}`, `pod spec.${path}`],
        },
        "through a patch": {
            resources: {
                type: "kubernetes:core/v1:ServiceAccountPatch",
                properties: { metadata: { name: "default" }, automountServiceAccountToken: true },
            },
            at: [path],
        },
        "beside a name that is unknown, where none is allowed": {
            resources: { type: pod, properties: { spec: { serviceAccountName: unknown } } },
            at: [`spec.${path}`],
        },
        "of a wrong type": {
            resources: { type: pod, properties: { spec: { automountServiceAccountToken: "no" } } },
            at: [`spec.${path}`],
        },
    },
    unknown: {
        "whether there is a token": {
            resources: { type: account, properties: { automountServiceAccountToken: unknown } },
            undetermined: [path],
        },
        "the account's name, where some are allowed": {
            resources: { type: pod, properties: { spec: { serviceAccountName: unknown } } },
            parameters: { accounts: ["rollouts"] },
            undetermined: ["spec.serviceAccountName"],
        },
    },
};
