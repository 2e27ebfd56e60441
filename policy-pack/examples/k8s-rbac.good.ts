import * as kubernetes from "@pulumi/kubernetes";

new kubernetes.rbac.v1.ClusterRole("rollouts", {
    rules: [{ apiGroups: ["apps"], resources: ["deployments", "replicasets"], verbs: ["get", "list", "watch"] }],
});
