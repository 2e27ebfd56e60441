import * as kubernetes from "@pulumi/kubernetes";

new kubernetes.core.v1.Pod("k8s-secret-env", {
    spec: {
        containers: [
            {
                name: "web",
                image: "registry.example.com/shop/web:1.4.2",
                env: [{ name: "DB_PASSWORD", value: "swordfish" }],
            },
        ],
    },
});
