import type { networking } from "@pulumi/kubernetes/types/input";

import type { Store } from "../foundation/foundation";
import { appPort } from "./pod";

/** Names are looked up at the cluster's DNS, wherever it runs. */
export const dnsEgress: networking.v1.NetworkPolicyEgressRule = {
    to: [{ namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "kube-system" } } }],
    ports: [
        { protocol: "UDP", port: 53 },
        { protocol: "TCP", port: 53 },
    ],
};

/** Nothing but these ways in and out: in from the load balancer, out to DNS and the data stores in use. */
export function workloadPolicySpec(
    selector: Record<string, string>,
    ingressFrom: networking.v1.NetworkPolicyPeer[],
    stores: Store[],
): networking.v1.NetworkPolicySpec {
    return {
        podSelector: { matchLabels: selector },
        policyTypes: ["Ingress", "Egress"],
        ingress: [{ from: ingressFrom, ports: [{ protocol: "TCP", port: appPort }] }],
        egress: [dnsEgress, ...stores.flatMap(({ egress }) => egress)],
    };
}
