import type { networking } from "@pulumi/kubernetes/types/input";

/** Ports of a NetworkPolicy's rule. */
export function tcp(...ports: number[]): networking.v1.NetworkPolicyPort[] {
    return ports.map((port) => ({ protocol: "TCP", port }));
}

/** To the API server, which is no pod; which of these ports is its own, the cluster's maker has chosen. */
export const apiServerEgress: networking.v1.NetworkPolicyEgressRule = { ports: tcp(443, 6443, 8443) };
