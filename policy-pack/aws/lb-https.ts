import type { Resource } from "../resource";
import { checkov, resourceRule, securityHub } from "../rule";
import type { Value } from "../value";
import { listenerTypes } from "./load-balancer";

export const lbHttps = resourceRule({
    id: "lb-https",
    level: "mandatory",
    severity: "high",
    what: "Load balancers answer HTTP with a redirect to HTTPS, and with nothing else.",
    why: "Whoever is on the way reads and changes what is sent over HTTP: sessions, passwords, pages.",
    fix: `defaultActions: [{ type: "redirect", redirect: { protocol: "HTTPS", port: "443", statusCode: "HTTP_301" } }]`,
    controls: [...securityHub("ELB.1"), ...checkov("CKV_AWS_2", "CKV2_AWS_20")],
    source: "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/create-https-listener.html",
    types: listenerTypes,
    check(listener, { decide, violation }) {
        if (!speaksHttp(listener)) return;
        const actions = listener.properties.at("defaultActions");
        if (actions.list().length === 0) {
            violation(actions, "has no redirect to HTTPS");
        }
        for (const action of actions.list()) {
            decide(() => {
                checkAction(action, violation);
            });
        }
    },
});

/** HTTP is the default, except for a gateway load balancer: it has neither a protocol nor a port. */
function speaksHttp({ properties }: Resource): boolean {
    const protocol = properties.at("protocol");
    return protocol.isMissing ? !properties.at("port").isMissing : protocol.text()?.toUpperCase() === "HTTP";
}

function checkAction(action: Value, violation: (where: Value, message: string) => void): void {
    const type = action.at("type");
    if (type.text() !== "redirect") {
        violation(type, "is not redirect: requests would be answered over HTTP");
        return;
    }
    // Without it a redirect keeps the protocol of the request.
    const protocol = action.at("redirect", "protocol");
    if (protocol.text() !== "HTTPS") {
        violation(protocol, "is not HTTPS: the redirect would stay on HTTP");
    }
}
