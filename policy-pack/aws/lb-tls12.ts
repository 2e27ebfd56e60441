import { checkov, resourceRule } from "../rule";
import type { Value } from "../value";
import { listenerTypes } from "./load-balancer";

export const lbTls12 = resourceRule({
    id: "lb-tls12",
    level: "mandatory",
    severity: "high",
    what: "Load balancers speak TLS 1.2 or later.",
    why: "TLS 1.0 and 1.1 have known weaknesses, and standards such as PCI DSS forbid them. A listener without a policy of its own still speaks both.",
    fix: `sslPolicy: "ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09"`,
    controls: checkov("CKV_AWS_103"),
    source: "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html",
    types: listenerTypes,
    check({ properties }, { violation }) {
        const policy = properties.at("sslPolicy");
        if (!policy.isUnknown && isStrong(policy)) return;
        const protocol = properties.at("protocol").text()?.toUpperCase();
        if (protocol !== "HTTPS" && protocol !== "TLS") return;
        if (!isStrong(policy)) {
            violation(policy, "is not a policy of TLS 1.2 or later, as ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09 is");
        }
    },
});

/**
 * The name of a policy says its lowest version: `ELBSecurityPolicy-TLS13-1-2-2021-06`. By default it is
 * `ELBSecurityPolicy-2016-08`, which begins at TLS 1.0.
 */
function isStrong(policy: Value): boolean {
    return /^ELBSecurityPolicy-(TLS|TLS13|FS)-1-[23]-/.test(policy.text() ?? "");
}
