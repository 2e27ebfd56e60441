import { k8sExposure } from "../../../../policy-pack/kubernetes/k8s-exposure";
import { type RuleCases, unknown } from "../../rule-cases";

const service = "kubernetes:core/v1:Service";
const ingress = "kubernetes:networking.k8s.io/v1:Ingress";
const gateway = "kubernetes:gateway.networking.k8s.io/v1:Gateway";
const aws = (annotations: Record<string, unknown>) => ({
    annotations: Object.fromEntries(
        Object.entries(annotations).map(([name, value]) => [`service.beta.kubernetes.io/${name}`, value]),
    ),
});
const http = { name: "http", protocol: "HTTP", port: 80 };
const https = {
    name: "https",
    protocol: "HTTPS",
    port: 443,
    tls: { certificateRefs: [{ kind: "Secret", name: "example-com" }] },
};
const rules = [{ host: "shop.example.com", http: { paths: [{ path: "/", pathType: "Prefix" }] } }];

export const cases: RuleCases = {
    rule: k8sExposure,
    compliant: {
        "a Service within the cluster": {
            source: "https://kubernetes.io/docs/concepts/services-networking/service/",
            resources: [
                {
                    type: service,
                    name: "by-default",
                    properties: {
                        metadata: { name: "my-service" },
                        spec: {
                            selector: { "app.kubernetes.io/name": "MyApp" },
                            ports: [{ protocol: "TCP", port: 80, targetPort: 9376 }],
                        },
                    },
                },
                { type: service, name: "headless", properties: { spec: { type: "ClusterIP", clusterIP: "None" } } },
            ],
        },
        "internal load balancers": {
            source: "https://docs.aws.amazon.com/eks/latest/userguide/network-load-balancing.html",
            resources: [
                {
                    type: service,
                    name: "by-scheme",
                    properties: {
                        metadata: {
                            name: "sample-service",
                            namespace: "nlb-sample-app",
                            ...aws({
                                "aws-load-balancer-type": "external",
                                "aws-load-balancer-nlb-target-type": "ip",
                                "aws-load-balancer-scheme": "internal",
                            }),
                        },
                        spec: {
                            ports: [{ port: 80, targetPort: 80, protocol: "TCP" }],
                            type: "LoadBalancer",
                            selector: { app: "nginx" },
                        },
                    },
                },
                {
                    type: service,
                    name: "by-the-controller",
                    properties: { spec: { type: "LoadBalancer", loadBalancerClass: "eks.amazonaws.com/nlb" } },
                },
                {
                    type: service,
                    name: "by-the-older-annotation",
                    properties: {
                        metadata: aws({ "aws-load-balancer-internal": "true" }),
                        spec: { type: "LoadBalancer", loadBalancerSourceRanges: unknown },
                    },
                },
            ],
        },
        "load balancers for some addresses": {
            source: "https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/service/annotations/",
            resources: [
                {
                    type: service,
                    name: "by-the-spec",
                    properties: {
                        metadata: aws({ "aws-load-balancer-scheme": "internet-facing" }),
                        spec: {
                            type: "LoadBalancer",
                            loadBalancerSourceRanges: ["143.231.0.0/16", "2001:db8::/32"],
                        },
                    },
                },
                {
                    type: service,
                    name: "by-annotation",
                    properties: {
                        metadata: aws({ "load-balancer-source-ranges": "10.0.0.0/8, 203.0.113.7/32" }),
                        spec: { type: "LoadBalancer" },
                    },
                },
            ],
        },
        "what is meant to be public": {
            source: "https://kubernetes.io/docs/concepts/services-networking/service/",
            resources: [
                { type: service, name: "shop", properties: { metadata: unknown, spec: { type: "LoadBalancer" } } },
                {
                    type: service,
                    name: "games",
                    properties: {
                        metadata: { name: "matches" },
                        spec: { type: "NodePort", ports: [{ nodePort: 30007 }] },
                    },
                },
                { type: ingress, name: "hello", properties: { spec: { rules } } },
                { type: gateway, name: "local", properties: { spec: { listeners: [http] } } },
            ],
            parameters: { publicServices: ["shop", "matches"], plainHttp: ["hello", "local"] },
        },
        "Ingresses with TLS": {
            source: "https://kubernetes.io/docs/concepts/services-networking/ingress/",
            resources: [
                {
                    type: ingress,
                    name: "by-the-spec",
                    properties: {
                        metadata: { name: "tls-example-ingress" },
                        spec: { tls: [{ hosts: ["shop.example.com"], secretName: "testsecret-tls" }], rules },
                    },
                },
                {
                    type: ingress,
                    name: "by-a-certificate",
                    properties: {
                        metadata: { annotations: { "alb.ingress.kubernetes.io/certificate-arn": unknown } },
                        spec: { ingressClassName: "alb", tls: [{ hosts: ["shop.example.com"] }], rules },
                    },
                },
                {
                    type: ingress,
                    name: "by-a-found-certificate",
                    properties: {
                        metadata: {
                            annotations: {
                                "alb.ingress.kubernetes.io/listen-ports": '[{"HTTP": 80}, {"HTTPS": 443}]',
                                "alb.ingress.kubernetes.io/ssl-redirect": "443",
                            },
                        },
                        spec: { ingressClassName: "alb", rules },
                    },
                },
            ],
        },
        "an Ingress whose class brings the certificate": {
            source: "https://docs.aws.amazon.com/eks/latest/userguide/auto-configure-alb.html",
            resources: { type: ingress, properties: { spec: { ingressClassName: "alb", rules } } },
            parameters: { tlsClasses: ["alb"] },
        },
        "a Gateway that redirects, and one on a machine of a developer": {
            source: "https://gateway-api.sigs.k8s.io/guides/http-redirect-rewrite/",
            resources: [
                {
                    type: gateway,
                    name: "redirect-gateway",
                    properties: {
                        apiVersion: "gateway.networking.k8s.io/v1",
                        kind: "Gateway",
                        metadata: { name: "redirect-gateway" },
                        spec: { gatewayClassName: "redirect-lb", listeners: [http, https] },
                    },
                },
                {
                    type: gateway,
                    name: "local",
                    properties: {
                        spec: { gatewayClassName: "traefik", listeners: [{ ...http, port: 8000 }] },
                    },
                },
            ],
        },
    },
    violating: {
        "a load balancer by default": {
            resources: {
                type: service,
                properties: { spec: { type: "LoadBalancer", selector: { app: "web" }, ports: [{ port: 80 }] } },
            },
            at: ["spec.type"],
        },
        "one that says so, though its controller makes internal ones": {
            resources: {
                type: service,
                properties: {
                    metadata: aws({
                        "aws-load-balancer-scheme": "internet-facing",
                        "aws-load-balancer-internal": "true",
                    }),
                    spec: { type: "LoadBalancer", loadBalancerClass: "service.k8s.aws/nlb" },
                },
            },
            at: ["spec.type"],
        },
        "one for all addresses, among others": {
            resources: {
                type: service,
                properties: {
                    metadata: aws({ "aws-load-balancer-internal": "false" }),
                    spec: { type: "LoadBalancer", loadBalancerSourceRanges: ["10.0.0.0/8", "::/0"] },
                },
            },
            at: ["spec.type"],
        },
        "one whose addresses EKS Auto Mode doesn't read": {
            resources: {
                type: service,
                properties: {
                    metadata: aws({
                        "aws-load-balancer-scheme": "internet-facing",
                        "load-balancer-source-ranges": "10.0.0.0/8",
                    }),
                    spec: { type: "LoadBalancer", loadBalancerClass: "eks.amazonaws.com/nlb" },
                },
            },
            at: ["spec.type"],
        },
        "a port of each node": {
            resources: {
                type: service,
                properties: { metadata: unknown, spec: { type: "NodePort", ports: [{ port: 80, nodePort: 30007 }] } },
            },
            at: ["spec.type"],
        },
        "a patch that opens a Service": {
            resources: {
                type: "kubernetes:core/v1:ServicePatch",
                properties: { metadata: { name: "web" }, spec: { type: "LoadBalancer" } },
            },
            at: ["spec.type"],
        },
        "an Ingress without TLS, beside one that may": {
            resources: [
                { type: ingress, name: "web", properties: { spec: { tls: [], rules } } },
                {
                    type: ingress,
                    name: "alb",
                    properties: {
                        metadata: { annotations: { "alb.ingress.kubernetes.io/listen-ports": '[{"HTTP": 80}]' } },
                        spec: { ingressClassName: "alb", rules },
                    },
                },
            ],
            parameters: { plainHttp: ["hello"], tlsClasses: ["nginx"] },
            at: ["web spec.tls", "alb spec.tls"],
        },
        "a Gateway without TLS": {
            resources: [
                { type: gateway, name: "new", properties: { spec: { listeners: [{ ...http, port: 8080 }, http] } } },
                {
                    type: "kubernetes:gateway.networking.k8s.io/v1beta1:Gateway",
                    name: "old",
                    properties: { spec: { listeners: [http, { name: "tcp", protocol: "TCP", port: 443 }] } },
                },
            ],
            at: ["new spec.listeners[1]", "old spec.listeners[0]"],
        },
        "of a wrong type": {
            resources: { type: service, properties: { spec: { type: ["LoadBalancer"] } } },
            at: ["spec.type"],
        },
    },
    unknown: {
        "the kind of a Service": {
            resources: { type: service, properties: { spec: { type: unknown } } },
            undetermined: ["spec.type"],
        },
        "the annotations of a load balancer": {
            resources: { type: service, properties: { metadata: unknown, spec: { type: "LoadBalancer" } } },
            undetermined: ["metadata"],
        },
        "the addresses of one": {
            resources: {
                type: service,
                properties: { spec: { type: "LoadBalancer", loadBalancerSourceRanges: [unknown] } },
            },
            undetermined: ["spec.loadBalancerSourceRanges[0]"],
        },
        "the name of a Service, where some are public": {
            resources: { type: service, properties: { metadata: { name: unknown }, spec: { type: "NodePort" } } },
            parameters: { publicServices: ["shop"] },
            undetermined: ["metadata.name"],
        },
        "the certificate of an Ingress": {
            resources: {
                type: ingress,
                properties: {
                    metadata: { annotations: { "alb.ingress.kubernetes.io/certificate-arn": unknown } },
                    spec: { rules },
                },
            },
            undetermined: [`metadata.annotations["alb.ingress.kubernetes.io/certificate-arn"]`],
        },
        "the TLS of an Ingress": {
            resources: { type: ingress, properties: { spec: { tls: unknown, rules } } },
            undetermined: ["spec.tls"],
        },
        "the class of an Ingress, where some bring a certificate": {
            resources: { type: ingress, properties: { spec: { ingressClassName: unknown } } },
            parameters: { tlsClasses: ["alb"] },
            undetermined: ["spec.ingressClassName"],
        },
        "the listeners of a Gateway": {
            resources: { type: gateway, properties: { spec: { listeners: unknown } } },
            undetermined: ["spec.listeners"],
        },
        "a protocol, and a port": {
            resources: [
                { type: gateway, name: "one", properties: { spec: { listeners: [{ protocol: unknown }, http] } } },
                { type: gateway, name: "two", properties: { spec: { listeners: [{ ...http, port: unknown }] } } },
            ],
            undetermined: ["one spec.listeners[0].protocol", "two spec.listeners[0].port"],
        },
    },
};
