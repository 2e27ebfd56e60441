import * as kubernetes from "@pulumi/kubernetes";

new kubernetes.core.v1.Service("web", {
    metadata: { annotations: { "service.beta.kubernetes.io/aws-load-balancer-scheme": "internal" } },
    spec: { type: "LoadBalancer", selector: { app: "web" }, ports: [{ port: 443, targetPort: 8443 }] },
});
