import * as kubernetes from "@pulumi/kubernetes";

const labels = { app: "web" };

new kubernetes.apps.v1.Deployment("web", {
    spec: {
        selector: { matchLabels: labels },
        template: {
            metadata: { labels },
            spec: {
                containers: [
                    {
                        name: "web",
                        image: "registry.example.com/shop/web:1.4.2",
                        ports: [{ name: "http", containerPort: 8080 }],
                        readinessProbe: { httpGet: { path: "/readyz", port: "http" } },
                        livenessProbe: { httpGet: { path: "/livez", port: "http" } },
                    },
                ],
            },
        },
    },
});
