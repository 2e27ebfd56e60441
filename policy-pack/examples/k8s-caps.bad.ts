import * as kubernetes from "@pulumi/kubernetes";

new kubernetes.core.v1.Pod("k8s-caps", {
    spec: {
        containers: [
            {
                name: "web",
                image: "registry.example.com/shop/web:1.4.2",
                securityContext: { capabilities: { drop: ["ALL"], add: ["NET_ADMIN"] } },
            },
        ],
    },
});
