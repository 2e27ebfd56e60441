import * as kubernetes from "@pulumi/kubernetes";

new kubernetes.apps.v1.Deployment("k8s-availability", {
    metadata: { namespace: "catalog" },
    spec: {
        replicas: 1,
        selector: { matchLabels: { app: "catalog" } },
        template: {
            metadata: { labels: { app: "catalog" } },
            spec: { containers: [{ name: "catalog", image: "registry.example.com/shop/catalog:1.4.2" }] },
        },
    },
});
