import * as kubernetes from "@pulumi/kubernetes";

new kubernetes.core.v1.Pod("k8s-image-registry", {
    spec: { containers: [{ name: "web", image: "nginx:1.27.3" }] },
});
