import * as kubernetes from "@pulumi/kubernetes";

new kubernetes.core.v1.Pod("web", {
    spec: { containers: [{ name: "web", image: "registry.example.com/shop/nginx:1.27.3" }] },
});
