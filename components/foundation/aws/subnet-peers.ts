import type { networking } from "@pulumi/kubernetes/types/input";

/** The addresses of subnets, as the peers of a network policy. */
export function subnetPeers(cidrs: readonly string[]): networking.v1.NetworkPolicyPeer[] {
    return cidrs.map((cidr) => ({ ipBlock: { cidr } }));
}

/** Out to one port at these addresses. */
export function addressEgress(cidrs: readonly string[], port: number): networking.v1.NetworkPolicyEgressRule {
    return { to: subnetPeers(cidrs), ports: [{ protocol: "TCP", port }] };
}
