import * as kubernetes from "@pulumi/kubernetes";

const labels = { app: "k8s-namespace" };

new kubernetes.core.v1.Namespace("k8s-namespace-any", {});

new kubernetes.apps.v1.Deployment("k8s-namespace-web", {
    metadata: { namespace: "default" },
    spec: {
        selector: { matchLabels: labels },
        template: {
            metadata: { labels },
            spec: { containers: [{ name: "web", image: "registry.example.com/shop/web:1.4.2" }] },
        },
    },
});
