import * as kubernetes from "@pulumi/kubernetes";

new kubernetes.apps.v1.Deployment("bluegreen-idle-blue", {
    metadata: { namespace: "shop" },
    spec: {
        selector: { matchLabels: { app: "orders", "alchemorsel.dev/color": "blue" } },
        template: {
            metadata: { labels: { app: "orders", "alchemorsel.dev/color": "blue" } },
            spec: { containers: [{ name: "orders", image: "registry.example.com/shop/orders:1.5.0" }] },
        },
    },
});

new kubernetes.apps.v1.Deployment("bluegreen-idle-green", {
    metadata: { namespace: "shop" },
    spec: {
        selector: { matchLabels: { app: "orders", "alchemorsel.dev/color": "green" } },
        template: {
            metadata: { labels: { app: "orders", "alchemorsel.dev/color": "green" } },
            spec: { containers: [{ name: "orders", image: "registry.example.com/shop/orders:1.5.0" }] },
        },
    },
});

new kubernetes.core.v1.Service("bluegreen-idle", {
    metadata: { namespace: "shop" },
    spec: {
        selector: { app: "orders", "alchemorsel.dev/color": "green" },
        ports: [{ port: 80, targetPort: 8080 }],
    },
});
