import * as kubernetes from "@pulumi/kubernetes";

new kubernetes.core.v1.Pod("web", {
    spec: {
        securityContext: { sysctls: [{ name: "net.ipv4.tcp_syncookies", value: "1" }] },
        containers: [{ name: "web", image: "registry.example.com/shop/web:1.4.2" }],
    },
});
