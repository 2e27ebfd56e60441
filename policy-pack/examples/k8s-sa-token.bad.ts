import * as kubernetes from "@pulumi/kubernetes";

new kubernetes.core.v1.Pod("k8s-sa-token", {
    spec: { containers: [{ name: "web", image: "registry.example.com/shop/web:1.4.2" }] },
});
