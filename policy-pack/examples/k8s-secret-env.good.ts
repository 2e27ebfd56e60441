import * as kubernetes from "@pulumi/kubernetes";

new kubernetes.core.v1.Pod("web", {
    spec: {
        containers: [
            {
                name: "web",
                image: "registry.example.com/shop/web:1.4.2",
                env: [{ name: "DB_PASSWORD_FILE", value: "/var/run/secrets/orders/password" }],
                volumeMounts: [{ name: "database", mountPath: "/var/run/secrets/orders", readOnly: true }],
            },
        ],
        volumes: [{ name: "database", secret: { secretName: "orders-database" } }],
    },
});
