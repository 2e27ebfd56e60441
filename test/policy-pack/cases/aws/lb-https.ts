import { lbHttps } from "../../../../policy-pack/aws/lb-https";
import { type RuleCases, unknown } from "../../rule-cases";

const listener = "aws:lb/listener:Listener";
const loadBalancerArn = "arn:aws:elasticloadbalancing:us-west-2:123456789012:loadbalancer/app/my-alb/50dc6c495c0c9188";
const targetGroupArn = "arn:aws:elasticloadbalancing:us-west-2:123456789012:targetgroup/my-targets/73e2d6bc24d8a067";
const forward = { type: "forward", targetGroupArn };
const toHttps = { type: "redirect", redirect: { protocol: "HTTPS", port: "443", statusCode: "HTTP_301" } };

export const cases: RuleCases = {
    rule: lbHttps,
    compliant: {
        "HTTP that redirects, by default of the protocol": {
            source: "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-listeners.html",
            resources: { type: listener, properties: { loadBalancerArn, port: 80, defaultActions: [toHttps] } },
        },
        "HTTP that redirects to another path": {
            source: "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-action-types.html",
            resources: {
                type: listener,
                properties: {
                    loadBalancerArn,
                    port: 80,
                    protocol: "HTTP",
                    defaultActions: [
                        {
                            type: "redirect",
                            order: 1,
                            redirect: {
                                protocol: "HTTPS",
                                port: "40443",
                                host: "#{host}",
                                path: "/new/#{path}",
                                query: "#{query}",
                                statusCode: "HTTP_302",
                            },
                        },
                    ],
                },
            },
        },
        "HTTPS that forwards": {
            source: "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/create-https-listener.html",
            resources: {
                type: listener,
                properties: {
                    loadBalancerArn,
                    port: 443,
                    protocol: "HTTPS",
                    sslPolicy: "ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09",
                    certificateArn: unknown,
                    defaultActions: [forward],
                },
            },
        },
        "TCP of a network load balancer, whose targets may speak TLS": {
            source: "https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-listeners.html",
            resources: {
                type: listener,
                properties: { loadBalancerArn: unknown, port: 443, protocol: "TCP", defaultActions: [forward] },
            },
        },
        "a gateway load balancer, which has no protocol and no port": {
            source: "https://docs.aws.amazon.com/elasticloadbalancing/latest/gateway/gateway-listeners.html",
            resources: { type: listener, properties: { loadBalancerArn: unknown, defaultActions: [forward] } },
        },
    },
    violating: {
        "HTTP that forwards": {
            resources: {
                type: listener,
                properties: { loadBalancerArn, port: 80, protocol: "HTTP", defaultActions: [forward] },
            },
            at: ["defaultActions[0].type"],
        },
        "HTTP by default": {
            resources: {
                type: listener,
                properties: { loadBalancerArn: unknown, port: 8080, defaultActions: [forward] },
            },
            at: ["defaultActions[0].type"],
        },
        "the older name of the type, and of the protocol": {
            resources: {
                type: "aws:alb/listener:Listener",
                properties: { port: 80, protocol: "http", defaultActions: [{ type: "fixed-response" }] },
            },
            at: ["defaultActions[0].type"],
        },
        "a redirect that stays on HTTP": {
            resources: {
                type: listener,
                properties: {
                    port: 80,
                    protocol: "HTTP",
                    defaultActions: [{ type: "redirect", redirect: { protocol: "HTTP", host: "www.example.com" } }],
                },
            },
            at: ["defaultActions[0].redirect.protocol"],
        },
        "a redirect that keeps the protocol, by default": {
            resources: {
                type: listener,
                properties: { port: 80, defaultActions: [{ type: "redirect", redirect: { statusCode: "HTTP_301" } }] },
            },
            at: ["defaultActions[0].redirect.protocol"],
        },
        "one action of two": {
            resources: { type: listener, properties: { port: 80, defaultActions: [toHttps, forward] } },
            at: ["defaultActions[1].type"],
        },
        "no action": {
            resources: { type: listener, properties: { port: 80, protocol: "HTTP", defaultActions: [] } },
            at: ["defaultActions"],
        },
        "of a wrong type": {
            resources: { type: listener, properties: { port: 80, protocol: "HTTP", defaultActions: "redirect" } },
            at: ["defaultActions"],
        },
    },
    unknown: {
        "the protocol": {
            resources: { type: listener, properties: { port: 80, protocol: unknown, defaultActions: [forward] } },
            undetermined: ["protocol"],
        },
        "the port, where it decides": {
            resources: { type: listener, properties: { port: unknown, defaultActions: [forward] } },
            undetermined: ["port"],
        },
        "the actions": {
            resources: { type: listener, properties: { port: 80, defaultActions: unknown } },
            undetermined: ["defaultActions"],
        },
        "one action, beside one that forwards": {
            resources: { type: listener, properties: { port: 80, defaultActions: [unknown, forward] } },
            undetermined: ["defaultActions[0]"],
            at: ["defaultActions[1].type"],
        },
        "where a redirect goes": {
            resources: {
                type: listener,
                properties: { port: 80, defaultActions: [{ type: "redirect", redirect: { protocol: unknown } }] },
            },
            undetermined: ["defaultActions[0].redirect.protocol"],
        },
    },
};
