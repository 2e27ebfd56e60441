import { lbAccessLogs } from "../../../../policy-pack/aws/lb-access-logs";
import { type RuleCases, unknown } from "../../rule-cases";

const loadBalancer = "aws:lb/loadBalancer:LoadBalancer";
const classic = "aws:elb/loadBalancer:LoadBalancer";
const subnets = ["subnet-0a1b2c3d4e5f60718", "subnet-1a2b3c4d5e6f70819"];

export const cases: RuleCases = {
    rule: lbAccessLogs,
    compliant: {
        "an application load balancer": {
            source: "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/enable-access-logging.html",
            resources: {
                type: loadBalancer,
                properties: {
                    loadBalancerType: "application",
                    subnets,
                    securityGroups: [unknown],
                    accessLogs: { bucket: "amzn-s3-demo-logging-bucket", prefix: "logging-prefix", enabled: true },
                },
            },
        },
        "a network load balancer, whose bucket is yet unknown": {
            source: "https://docs.aws.amazon.com/elasticloadbalancing/latest/network/enable-access-logs.html",
            resources: {
                type: loadBalancer,
                properties: { loadBalancerType: "network", subnets, accessLogs: { bucket: unknown, enabled: true } },
            },
        },
        "a gateway load balancer, which has none": {
            source: "https://docs.aws.amazon.com/elasticloadbalancing/latest/gateway/introduction.html",
            resources: { type: loadBalancer, properties: { loadBalancerType: "gateway", subnets } },
        },
        "a classic load balancer": {
            source: "https://docs.aws.amazon.com/elasticloadbalancing/latest/classic/enable-access-logs.html",
            resources: {
                type: classic,
                properties: {
                    availabilityZones: ["us-west-2a"],
                    listeners: [{ lbPort: 443, lbProtocol: "https", instancePort: 80, instanceProtocol: "http" }],
                    accessLogs: { bucket: "amzn-s3-demo-logging-bucket", bucketPrefix: "my-app", interval: 60 },
                },
            },
        },
    },
    violating: {
        "by default": { resources: { type: loadBalancer, properties: { subnets } }, at: ["accessLogs.enabled"] },
        "a bucket alone": {
            resources: { type: loadBalancer, properties: { subnets, accessLogs: { bucket: unknown } } },
            at: ["accessLogs.enabled"],
        },
        "said so": {
            resources: {
                type: loadBalancer,
                properties: { loadBalancerType: "network", accessLogs: { bucket: "logs", enabled: false } },
            },
            at: ["accessLogs.enabled"],
        },
        "the older name of the type": {
            resources: { type: "aws:alb/loadBalancer:LoadBalancer", properties: { loadBalancerType: "application" } },
            at: ["accessLogs.enabled"],
        },
        "other logs only": {
            resources: {
                type: loadBalancer,
                properties: { connectionLogs: { bucket: "logs", enabled: true } },
            },
            at: ["accessLogs.enabled"],
        },
        "a classic load balancer by default": {
            resources: { type: classic, properties: { availabilityZones: ["us-west-2a"] } },
            at: ["accessLogs.enabled"],
        },
        "a classic load balancer that says so": {
            resources: { type: classic, properties: { accessLogs: { bucket: "logs", enabled: false } } },
            at: ["accessLogs.enabled"],
        },
        "of a wrong type": {
            resources: { type: loadBalancer, properties: { accessLogs: "amzn-s3-demo-logging-bucket" } },
            at: ["accessLogs"],
        },
    },
    unknown: {
        "all of it": {
            resources: { type: loadBalancer, properties: { accessLogs: unknown } },
            undetermined: ["accessLogs"],
        },
        "whether they are on": {
            resources: { type: classic, properties: { accessLogs: { bucket: "logs", enabled: unknown } } },
            undetermined: ["accessLogs.enabled"],
        },
        "whether it is a gateway": {
            resources: { type: loadBalancer, properties: { loadBalancerType: unknown } },
            undetermined: ["loadBalancerType"],
        },
    },
};
