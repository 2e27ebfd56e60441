import type { Input } from "@pulumi/pulumi";

/** Where requests go: the pods' security group, or the addresses of their subnets. */
export type Targets = { securityGroupId: Input<string> } | { cidrs: readonly string[] };

/** Who may connect, as CIDRs. */
export interface AllowedCidrs {
    ipv4: readonly string[];
    ipv6?: readonly string[];
}

/** One rule of a security group: what it is called among the resources, and what it lets through. */
interface Opening {
    key: string;
    rule: {
        cidrIpv4?: string;
        cidrIpv6?: string;
        referencedSecurityGroupId?: Input<string>;
        description: string;
        ipProtocol: "tcp";
        fromPort: number;
        toPort: number;
    };
}

/** Everybody may connect, over those protocols that the load balancer speaks. */
export function everybody(ipAddressType: "ipv4" | "dualstack"): AllowedCidrs {
    return { ipv4: ["0.0.0.0/0"], ipv6: ipAddressType === "dualstack" ? ["::/0"] : [] };
}

/** What a load balancer's security group lets in. Port 80 only redirects. */
export function openingsIn({ ipv4, ipv6 = [] }: AllowedCidrs): Opening[] {
    return [80, 443].flatMap((port) =>
        [...ipv4, ...ipv6].map((cidr) => ({
            key: `${port}-${inName(cidr)}`,
            rule: { ...source(cidr), ...tcp(port, port === 80 ? "HTTP, to be redirected" : "HTTPS") },
        })),
    );
}

/** What it lets out: requests and health checks to the pods, and nothing else. */
export function openingsOut(targets: Targets, port: number): Opening[] {
    const rule = tcp(port, "Requests and health checks to the pods");
    return "securityGroupId" in targets
        ? [{ key: "pods", rule: { ...rule, referencedSecurityGroupId: targets.securityGroupId } }]
        : targets.cidrs.map((cidr) => ({ key: inName(cidr), rule: { ...rule, ...source(cidr) } }));
}

function source(cidr: string) {
    return cidr.includes(":") ? { cidrIpv6: cidr } : { cidrIpv4: cidr };
}

function tcp(port: number, description: string) {
    return { description, ipProtocol: "tcp" as const, fromPort: port, toPort: port };
}

/** Colons separate the parts of a URN. */
function inName(cidr: string): string {
    return cidr.replaceAll(":", "_");
}
