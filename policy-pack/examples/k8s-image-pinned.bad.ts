import * as kubernetes from "@pulumi/kubernetes";

new kubernetes.core.v1.Pod("k8s-image-pinned", {
    spec: { containers: [{ name: "web", image: "registry.example.com/shop/web:latest" }] },
});
