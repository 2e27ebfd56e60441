import * as kubernetes from "@pulumi/kubernetes";

new kubernetes.core.v1.Pod("k8s-kernel", {
    spec: {
        securityContext: { sysctls: [{ name: "kernel.msgmax", value: "65536" }] },
        containers: [{ name: "web", image: "registry.example.com/shop/web:1.4.2" }],
    },
});
