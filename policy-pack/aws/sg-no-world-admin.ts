import { checkov, resourceRule, securityHub } from "../rule";
import type { Resource } from "../resource";
import type { Value } from "../value";
import { isWorld } from "./cidr";

/** One permission to come in, in whichever resource it is written. */
interface Permission {
    readonly protocol: Value;
    readonly fromPort: Value;
    readonly toPort: Value;
    /** Blocks of addresses: lists, or single ones. */
    readonly sources: readonly Value[];
}

/** What AWS counts as ports of high risk (EC2.19), and the data stores, nodes and desktops that it leaves out. */
const adminPorts = [
    ...[20, 21, 22, 23, 25, 110, 135, 143, 445, 1433, 1434, 3000, 3306, 3389, 4333, 5000, 5432, 5500, 5601],
    ...[8080, 8088, 8888, 9200, 9300],
    ...[1521, 2049, 2379, 2380, 5439, 5900, 5985, 5986, 6379, 8182, 9042, 9092, 10250, 11211, 27017],
];

const ingressRule = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";
const legacyRule = "aws:ec2/securityGroupRule:SecurityGroupRule";

export const sgNoWorldAdmin = resourceRule<{ ports: readonly number[] }>({
    id: "sg-no-world-admin",
    level: "mandatory",
    severity: "critical",
    what: "No security group opens SSH, RDP, a database or another administrative port to the Internet, nor all ports.",
    why: "Such ports are found within minutes and tried day and night. One weak password or one unpatched server is enough.",
    fix: `new aws.vpc.SecurityGroupIngressRule("postgres", {
    securityGroupId: database.id,
    referencedSecurityGroupId: app.id, // or a cidrIpv4 of your own network
    ipProtocol: "tcp",
    fromPort: 5432,
    toPort: 5432,
});`,
    controls: [...securityHub("EC2.13", "EC2.14", "EC2.19"), ...checkov("CKV_AWS_24", "CKV_AWS_25", "CKV_AWS_277")],
    source: "https://docs.aws.amazon.com/vpc/latest/userguide/vpc-security-groups.html",
    parameters: {
        ports: {
            description:
                "TCP and UDP ports that are never open to the Internet. A range that has one of them in it counts, and so does a permission for all protocols.",
            type: "array",
            items: { type: "integer" },
            default: adminPorts,
        },
    },
    types: [
        "aws:ec2/securityGroup:SecurityGroup",
        "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup",
        legacyRule,
        ingressRule,
    ],
    check(resource, { parameters, decide, violation }) {
        for (const { sources, ...permission } of permissionsOf(resource)) {
            for (const source of sources.flatMap(blocksOf)) {
                decide(() => {
                    // A source that is unknown matters only where the ports do, and the other way around.
                    if (!source.isUnknown && !isOpen(source)) return;
                    if (includesOneOf(permission, parameters.ports) && isOpen(source)) {
                        violation(
                            source,
                            "opens an administrative port to the Internet: name the networks that need it",
                        );
                    }
                });
            }
        }
    },
});

function permissionsOf({ type, properties }: Resource): Permission[] {
    if (type === ingressRule) {
        const sources = [properties.at("cidrIpv4"), properties.at("cidrIpv6")];
        return [{ ...portsOf(properties), protocol: properties.at("ipProtocol"), sources }];
    }
    if (type === legacyRule) {
        return properties.at("type").text() === "ingress" ? [inlinePermission(properties)] : [];
    }
    return properties.at("ingress").list().map(inlinePermission);
}

function inlinePermission(rule: Value): Permission {
    const sources = [rule.at("cidrBlocks"), rule.at("ipv6CidrBlocks")];
    return { ...portsOf(rule), protocol: rule.at("protocol"), sources };
}

function portsOf(rule: Value): Pick<Permission, "fromPort" | "toPort"> {
    return { fromPort: rule.at("fromPort"), toPort: rule.at("toPort") };
}

/** The elements of a list, or what stands alone: a single block, or a list that is unknown as a whole. */
function blocksOf(source: Value): Value[] {
    return !source.isUnknown && Array.isArray(source.raw()) ? source.list() : [source];
}

function isOpen(source: Value): boolean {
    return isWorld(source.text() ?? "");
}

function includesOneOf({ protocol, fromPort, toPort }: Omit<Permission, "sources">, ports: readonly number[]): boolean {
    const name = String(protocol.scalar() ?? "").toLowerCase();
    if (["-1", "all"].includes(name)) return true;
    if (!["tcp", "6", "udp", "17"].includes(name)) return false;
    const from = portOf(fromPort) ?? 0;
    const to = portOf(toPort) ?? 65535;
    return ports.some((port) => from <= port && port <= to);
}

/** Below zero is every port, as it is every type where the protocol is ICMP. */
function portOf(value: Value): number | undefined {
    const port = value.number() ?? -1;
    return port < 0 ? undefined : port;
}
