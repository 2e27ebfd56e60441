import * as kubernetes from "@pulumi/kubernetes";

new kubernetes.core.v1.Service("k8s-exposure", {
    spec: { type: "LoadBalancer", selector: { app: "web" }, ports: [{ port: 443, targetPort: 8443 }] },
});
