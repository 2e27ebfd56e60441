import * as kubernetes from "@pulumi/kubernetes";

const labels = { app: "k8s-namespace" };

new kubernetes.apps.v1.Deployment("k8s-namespace", {
    metadata: { namespace: "default" },
    spec: {
        selector: { matchLabels: labels },
        template: {
            metadata: { labels },
            spec: { containers: [{ name: "web", image: "registry.example.com/shop/web:1.4.2" }] },
        },
    },
});
