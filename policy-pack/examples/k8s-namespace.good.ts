import * as kubernetes from "@pulumi/kubernetes";

const labels = { app: "web" };

new kubernetes.core.v1.Namespace("shop", {
    metadata: { name: "shop", labels: { "pod-security.kubernetes.io/enforce": "restricted" } },
});

new kubernetes.apps.v1.Deployment("web", {
    metadata: { namespace: "shop" },
    spec: {
        selector: { matchLabels: labels },
        template: {
            metadata: { labels },
            spec: { containers: [{ name: "web", image: "registry.example.com/shop/web:1.4.2" }] },
        },
    },
});
