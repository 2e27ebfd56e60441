import * as kubernetes from "@pulumi/kubernetes";

const account = new kubernetes.core.v1.ServiceAccount("web", { automountServiceAccountToken: false });

new kubernetes.core.v1.Pod("web", {
    spec: {
        serviceAccountName: account.metadata.name,
        automountServiceAccountToken: false,
        containers: [{ name: "web", image: "registry.example.com/shop/web:1.4.2" }],
    },
});
