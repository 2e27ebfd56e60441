import * as kubernetes from "@pulumi/kubernetes";

const namespace = "shop";
const labels = { app: "web" };

new kubernetes.apps.v1.Deployment("web", {
    metadata: { namespace },
    spec: {
        replicas: 2,
        selector: { matchLabels: labels },
        template: {
            metadata: { labels },
            spec: { containers: [{ name: "web", image: "registry.example.com/shop/web:1.4.2" }] },
        },
    },
});

new kubernetes.policy.v1.PodDisruptionBudget("web", {
    metadata: { namespace },
    spec: { maxUnavailable: 1, selector: { matchLabels: labels } },
});

new kubernetes.networking.v1.NetworkPolicy("default-deny", {
    metadata: { namespace },
    spec: { podSelector: {}, policyTypes: ["Ingress", "Egress"] },
});
