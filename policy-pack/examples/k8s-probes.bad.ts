import * as kubernetes from "@pulumi/kubernetes";

const labels = { app: "k8s-probes" };

new kubernetes.apps.v1.Deployment("k8s-probes", {
    spec: {
        selector: { matchLabels: labels },
        template: {
            metadata: { labels },
            spec: { containers: [{ name: "web", image: "registry.example.com/shop/web:1.4.2" }] },
        },
    },
});
