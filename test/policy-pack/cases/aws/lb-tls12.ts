import { lbTls12 } from "../../../../policy-pack/aws/lb-tls12";
import { type CaseResource, type RuleCases, unknown } from "../../rule-cases";

const albPolicies = "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html";
const nlbPolicies = "https://docs.aws.amazon.com/elasticloadbalancing/latest/network/describe-ssl-policies.html";

const https = (sslPolicy: unknown): CaseResource => ({
    type: "aws:lb/listener:Listener",
    properties: {
        loadBalancerArn: "arn:aws:elasticloadbalancing:us-west-2:123456789012:loadbalancer/app/my-alb/50dc6c495c0c9188",
        port: 443,
        protocol: "HTTPS",
        certificateArn: unknown,
        sslPolicy,
        defaultActions: [{ type: "forward", targetGroupArn: unknown }],
    },
});

const tls = (properties: Record<string, unknown>): CaseResource => ({
    type: "aws:lb/listener:Listener",
    properties: { port: 443, protocol: "TLS", certificateArn: unknown, ...properties },
});

export const cases: RuleCases = {
    rule: lbTls12,
    compliant: {
        "what the console chooses": {
            source: albPolicies,
            resources: https("ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09"),
        },
        "TLS 1.3 alone": { source: albPolicies, resources: https("ELBSecurityPolicy-TLS13-1-3-2021-06") },
        FIPS: { source: albPolicies, resources: https("ELBSecurityPolicy-TLS13-1-2-Ext0-FIPS-2023-04") },
        "forward secrecy, from TLS 1.2 on": {
            source: albPolicies,
            resources: https("ELBSecurityPolicy-FS-1-2-Res-2020-10"),
        },
        "TLS of a network load balancer": {
            source: nlbPolicies,
            resources: tls({ sslPolicy: "ELBSecurityPolicy-TLS-1-2-Ext-2018-06" }),
        },
        "a listener without TLS": {
            source: "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-listeners.html",
            resources: { type: "aws:lb/listener:Listener", properties: { port: 80, sslPolicy: unknown } },
        },
    },
    violating: {
        "a policy from TLS 1.0 on": { resources: https("ELBSecurityPolicy-2016-08"), at: ["sslPolicy"] },
        "by default": { resources: tls({}), at: ["sslPolicy"] },
        "TLS 1.3, and 1.1 as well": { resources: https("ELBSecurityPolicy-TLS13-1-1-2021-06"), at: ["sslPolicy"] },
        "TLS 1.3, and 1.0 as well, with FIPS": {
            resources: https("ELBSecurityPolicy-TLS13-1-0-FIPS-2023-04"),
            at: ["sslPolicy"],
        },
        "forward secrecy, from TLS 1.0 on": { resources: https("ELBSecurityPolicy-FS-2018-06"), at: ["sslPolicy"] },
        "the older name of the type": {
            resources: {
                type: "aws:alb/listener:Listener",
                properties: { port: 443, protocol: "https", sslPolicy: "ELBSecurityPolicy-TLS-1-1-2017-01" },
            },
            at: ["sslPolicy"],
        },
        "of a wrong type": { resources: https(["ELBSecurityPolicy-TLS13-1-3-2021-06"]), at: ["sslPolicy"] },
    },
    unknown: {
        "the policy": { resources: https(unknown), undetermined: ["sslPolicy"] },
        "the protocol, with a weak policy": {
            resources: tls({ protocol: unknown, sslPolicy: "ELBSecurityPolicy-2016-08" }),
            undetermined: ["protocol"],
        },
        "the protocol, with a strong policy": {
            resources: tls({ protocol: unknown, sslPolicy: "ELBSecurityPolicy-TLS13-1-2-2021-06" }),
            undetermined: [],
        },
    },
};
