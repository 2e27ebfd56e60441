import * as kubernetes from "@pulumi/kubernetes";

new kubernetes.rbac.v1.ClusterRole("k8s-rbac", {
    rules: [{ apiGroups: ["apps"], resources: ["*"], verbs: ["get", "list", "watch"] }],
});
