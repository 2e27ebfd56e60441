import * as kubernetes from "@pulumi/kubernetes";

new kubernetes.apps.v1.Deployment("web-green", {
    metadata: { namespace: "shop" },
    spec: {
        selector: { matchLabels: { app: "web", "alchemorsel.dev/color": "green" } },
        template: {
            metadata: { labels: { app: "web", "alchemorsel.dev/color": "green" } },
            spec: { containers: [{ name: "web", image: "registry.example.com/shop/web:1.5.0" }] },
        },
    },
});

new kubernetes.core.v1.Service("web", {
    metadata: { namespace: "shop" },
    spec: {
        selector: { app: "web", "alchemorsel.dev/color": "green" },
        ports: [{ port: 80, targetPort: 8080 }],
    },
});
