import * as kubernetes from "@pulumi/kubernetes";

new kubernetes.core.v1.Pod("web", {
    spec: {
        containers: [
            {
                name: "web",
                image: "registry.example.com/shop/web:1.4.2",
                resources: { requests: { cpu: "100m", memory: "128Mi" }, limits: { memory: "256Mi" } },
            },
        ],
    },
});
