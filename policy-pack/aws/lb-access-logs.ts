import { checkov, resourceRule, securityHub } from "../rule";
import { loadBalancerTypes } from "./load-balancer";

const classic = "aws:elb/loadBalancer:LoadBalancer";

export const lbAccessLogs = resourceRule({
    id: "lb-access-logs",
    level: "advisory",
    severity: "medium",
    what: "Load balancers write access logs.",
    why: "After an attack or an outage nothing else says who asked for what, when, and what the answer was.",
    fix: `accessLogs: { bucket: logs.bucket, enabled: true }`,
    controls: [...securityHub("ELB.5"), ...checkov("CKV_AWS_91", "CKV_AWS_92")],
    source: "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-access-logs.html",
    types: [...loadBalancerTypes, classic],
    check({ type, properties }, { violation }) {
        const logs = properties.at("accessLogs");
        const enabled = logs.at("enabled");
        // A bucket alone is enough for a classic load balancer only.
        const byDefault = type === classic && !logs.isMissing;
        if (enabled.bool() ?? byDefault) return;
        // A gateway load balancer has no access logs.
        if (properties.at("loadBalancerType").text() === "gateway") return;
        violation(enabled, "is not true: no access logs would be written");
    },
});
