import { k8sRbac } from "../../../../policy-pack/kubernetes/k8s-rbac";
import { type RuleCases, unknown } from "../../rule-cases";

const source = "https://kubernetes.io/docs/reference/access-authn-authz/rbac/";
const type = (kind: string) => `kubernetes:rbac.authorization.k8s.io/v1:${kind}`;
const bound = (kind: string, name: string) => ({ apiGroup: "rbac.authorization.k8s.io", kind, name });

export const cases: RuleCases = {
    rule: k8sRbac,
    compliant: {
        "a Role that reads pods": {
            source,
            resources: {
                type: type("Role"),
                properties: {
                    metadata: { namespace: "default", name: "pod-reader" },
                    rules: [{ apiGroups: [""], resources: ["pods", "pods/log"], verbs: ["get", "watch", "list"] }],
                },
            },
        },
        "a Role for one Secret by its name": {
            source: "https://kubernetes.io/docs/concepts/security/secrets-good-practices/",
            resources: {
                type: type("Role"),
                properties: {
                    rules: [
                        { apiGroups: [""], resources: ["secrets"], resourceNames: ["orders-database"], verbs: ["get"] },
                    ],
                },
            },
        },
        "a ClusterRole that writes Secrets, and reads others' of that name": {
            source,
            resources: {
                type: type("ClusterRole"),
                properties: {
                    rules: [
                        { apiGroups: [""], resources: ["secrets"], verbs: ["create", "patch"] },
                        { apiGroups: ["vault.example.com"], resources: ["secrets"], verbs: ["get", "list"] },
                        { nonResourceURLs: ["/healthz", "/healthz/*"], verbs: ["get", "post"] },
                    ],
                },
            },
        },
        "a ClusterRole that others are gathered in": {
            source,
            resources: {
                type: type("ClusterRole"),
                properties: {
                    metadata: { name: "monitoring" },
                    aggregationRule: {
                        clusterRoleSelectors: [{ matchLabels: { "rbac.example.com/aggregate-to-monitoring": "true" } }],
                    },
                    rules: [],
                },
            },
        },
        "bindings to narrower roles": {
            source,
            resources: [
                {
                    type: type("RoleBinding"),
                    properties: {
                        metadata: { name: "read-pods", namespace: "default" },
                        subjects: [bound("User", "jane")],
                        roleRef: bound("Role", "pod-reader"),
                    },
                },
                {
                    type: type("ClusterRoleBinding"),
                    name: "managers",
                    properties: {
                        metadata: { name: "read-secrets-global" },
                        subjects: [
                            bound("Group", "manager"),
                            { kind: "ServiceAccount", name: "web", namespace: "shop" },
                        ],
                        roleRef: bound("ClusterRole", "view"),
                    },
                },
            ],
        },
    },
    violating: {
        "wildcards of each kind": {
            resources: {
                type: type("ClusterRole"),
                properties: {
                    rules: [
                        { apiGroups: ["*"], resources: ["*"], verbs: ["*"] },
                        { nonResourceURLs: ["*"], verbs: ["get"] },
                    ],
                },
            },
            at: ["rules[0].apiGroups[0]", "rules[0].resources[0]", "rules[0].verbs[0]", "rules[1].nonResourceURLs[0]"],
        },
        "ways to more rights, in a Role": {
            resources: {
                type: type("Role"),
                properties: {
                    rules: [
                        { apiGroups: [""], resources: ["pods"], verbs: ["get"] },
                        {
                            apiGroups: ["rbac.authorization.k8s.io"],
                            resources: ["roles"],
                            verbs: ["create", "escalate", "bind"],
                        },
                    ],
                },
            },
            at: ["rules[1].verbs[1]", "rules[1].verbs[2]"],
        },
        "impersonation, through a patch": {
            resources: {
                type: type("ClusterRolePatch"),
                properties: { rules: [{ apiGroups: [""], resources: ["users"], verbs: ["impersonate"] }] },
            },
            at: ["rules[0].verbs[0]"],
        },
        "all Secrets": {
            resources: {
                type: type("Role"),
                properties: {
                    rules: [
                        { apiGroups: ["apps", ""], resources: ["configmaps", "secrets"], verbs: ["create", "list"] },
                    ],
                },
            },
            at: ["rules[0].resources[1]"],
        },
        "an administrator of the cluster": {
            resources: {
                type: type("ClusterRoleBinding"),
                properties: { subjects: unknown, roleRef: bound("ClusterRole", "cluster-admin") },
            },
            at: ["roleRef.name"],
        },
        "an administrator of a namespace": {
            resources: {
                type: type("RoleBinding"),
                properties: { subjects: [], roleRef: bound("ClusterRole", "cluster-admin") },
            },
            at: ["roleRef.name"],
        },
        "anybody, beside a role that is unknown": {
            resources: {
                type: type("ClusterRoleBindingPatch"),
                properties: {
                    subjects: [bound("Group", "system:unauthenticated"), bound("User", "system:anonymous")],
                    roleRef: unknown,
                },
            },
            at: ["subjects[0].name", "subjects[1].name"],
        },
        "of a wrong type": {
            resources: { type: type("Role"), properties: { rules: [{ resources: ["pods"], verbs: "get" }] } },
            at: ["rules[0].verbs"],
        },
    },
    unknown: {
        "all rules": { resources: { type: type("Role"), properties: { rules: unknown } }, undetermined: ["rules"] },
        "a verb and a group": {
            resources: {
                type: type("Role"),
                properties: {
                    rules: [
                        { apiGroups: [""], resources: ["pods"], verbs: [unknown, "bind"] },
                        { apiGroups: [unknown], resources: ["secrets"], verbs: ["get"] },
                    ],
                },
            },
            undetermined: ["rules[0].verbs[0]", "rules[1].apiGroups[0]"],
            at: ["rules[0].verbs[1]"],
        },
        "a resource": {
            resources: {
                type: type("ClusterRole"),
                properties: { rules: [{ apiGroups: [""], resources: [unknown, "*"], verbs: ["get"] }] },
            },
            undetermined: ["rules[0].resources[0]"],
            at: ["rules[0].resources[1]"],
        },
        "which Secrets": {
            resources: {
                type: type("Role"),
                properties: {
                    rules: [{ apiGroups: [""], resources: ["secrets"], resourceNames: unknown, verbs: ["get"] }],
                },
            },
            undetermined: ["rules[0].resourceNames"],
        },
        "role and subject of a binding": {
            resources: {
                type: type("RoleBinding"),
                properties: { roleRef: { kind: "ClusterRole", name: unknown }, subjects: [{ name: unknown }] },
            },
            undetermined: ["roleRef.name", "subjects[0].name"],
        },
    },
};
