import * as kubernetes from "@pulumi/kubernetes";

new kubernetes.core.v1.Pod("k8s-volume-types", {
    spec: {
        containers: [
            {
                name: "web",
                image: "registry.example.com/shop/web:1.4.2",
                volumeMounts: [{ name: "files", mountPath: "/srv" }],
            },
        ],
        volumes: [{ name: "files", nfs: { server: "files.example.com", path: "/exports" } }],
    },
});
