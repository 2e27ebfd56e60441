import * as kubernetes from "@pulumi/kubernetes";

new kubernetes.apps.v1.Deployment("bluegreen-active-blue", {
    metadata: { namespace: "shop" },
    spec: {
        selector: { matchLabels: { app: "checkout", "alchemorsel.dev/color": "blue" } },
        template: {
            metadata: { labels: { app: "checkout", "alchemorsel.dev/color": "blue" } },
            spec: { containers: [{ name: "checkout", image: "registry.example.com/shop/checkout:1.4.2" }] },
        },
    },
});

new kubernetes.core.v1.Service("bluegreen-active", {
    metadata: { namespace: "shop" },
    spec: {
        selector: { app: "checkout", "alchemorsel.dev/color": "green" },
        ports: [{ port: 80, targetPort: 8080 }],
    },
});
