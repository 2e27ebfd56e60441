import { sgNoWorldAdmin } from "../../../../policy-pack/aws/sg-no-world-admin";
import { type RuleCases, unknown } from "../../rule-cases";

const group = "aws:ec2/securityGroup:SecurityGroup";
const defaultGroup = "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup";
const legacyRule = "aws:ec2/securityGroupRule:SecurityGroupRule";
const ingressRule = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";

const source = "https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html";
const tcp = (port: unknown, cidrBlocks: unknown) => ({ protocol: "tcp", fromPort: port, toPort: port, cidrBlocks });
const anyone = ["0.0.0.0/0"];

export const cases: RuleCases = {
    rule: sgNoWorldAdmin,
    compliant: {
        "a web server, administered from its own network": {
            source: "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/security-group-rules-reference.html",
            resources: {
                type: group,
                properties: {
                    vpcId: unknown,
                    description: "The web servers",
                    ingress: [
                        { ...tcp(80, anyone), ipv6CidrBlocks: ["::/0"], description: "HTTP" },
                        { ...tcp(443, anyone), ipv6CidrBlocks: ["::/0"], description: "HTTPS" },
                        { ...tcp(22, ["10.0.0.0/8"]), ipv6CidrBlocks: ["fd00:ec2::/32"], description: "SSH" },
                        { protocol: "icmp", fromPort: -1, toPort: -1, cidrBlocks: anyone },
                    ],
                    egress: [{ protocol: "-1", fromPort: 0, toPort: 0, cidrBlocks: anyone }],
                },
            },
        },
        "a database, from the servers of the app": {
            source: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Overview.RDSSecurityGroups.html",
            resources: {
                type: ingressRule,
                properties: {
                    securityGroupId: unknown,
                    referencedSecurityGroupId: unknown,
                    ipProtocol: "tcp",
                    fromPort: 5432,
                    toPort: 5432,
                },
            },
        },
        "all that goes out": {
            source,
            resources: {
                type: legacyRule,
                properties: {
                    type: "egress",
                    protocol: "-1",
                    fromPort: 0,
                    toPort: 0,
                    cidrBlocks: anyone,
                    securityGroupId: unknown,
                },
            },
        },
        "HTTPS and QUIC from a network that is yet unknown": {
            source,
            resources: {
                type: group,
                properties: {
                    ingress: [tcp(443, [unknown]), { ...tcp(443, unknown), protocol: "udp" }],
                },
            },
        },
        "the port of a database that is yet unknown, from the VPC": {
            source: "https://docs.aws.amazon.com/vpc/latest/userguide/vpc-security-groups.html",
            resources: { type: group, properties: { ingress: [tcp(unknown, ["10.20.0.0/16"])] } },
        },
        "a VPN for everyone, where the stack says so": {
            source: "https://docs.aws.amazon.com/vpc/latest/userguide/vpc-security-groups.html",
            resources: { type: group, properties: { ingress: [tcp(22, anyone)] } },
            parameters: { ports: [3389] },
        },
    },
    violating: {
        "SSH from anywhere": {
            resources: { type: group, properties: { ingress: [tcp(443, anyone), tcp(22, anyone)] } },
            at: ["ingress[1].cidrBlocks[0]"],
        },
        "RDP from any IPv6 address, in a rule of its own": {
            resources: {
                type: ingressRule,
                properties: {
                    securityGroupId: unknown,
                    cidrIpv6: "::/0",
                    ipProtocol: "tcp",
                    fromPort: 3389,
                    toPort: 3389,
                },
            },
            at: ["cidrIpv6"],
        },
        "a database within a range, in a legacy rule": {
            resources: {
                type: legacyRule,
                properties: {
                    type: "ingress",
                    securityGroupId: unknown,
                    protocol: "6",
                    fromPort: 5000,
                    toPort: 6000,
                    cidrBlocks: ["10.0.0.0/16", "0.0.0.0/0"],
                    ipv6CidrBlocks: ["::/0"],
                },
            },
            at: ["cidrBlocks[1]", "ipv6CidrBlocks[0]"],
        },
        "every port, written as -1": {
            resources: {
                type: ingressRule,
                properties: {
                    securityGroupId: unknown,
                    cidrIpv4: "0.0.0.0/0",
                    ipProtocol: "tcp",
                    fromPort: -1,
                    toPort: -1,
                },
            },
            at: ["cidrIpv4"],
        },
        "every protocol": {
            resources: {
                type: ingressRule,
                properties: { securityGroupId: unknown, cidrIpv4: "0.0.0.0/0", ipProtocol: "-1" },
            },
            at: ["cidrIpv4"],
        },
        "every protocol, by name and with ports beside it": {
            resources: {
                type: group,
                properties: { ingress: [{ ...tcp(0, anyone), protocol: "All" }] },
            },
            at: ["ingress[0].cidrBlocks[0]"],
        },
        "the world in two halves": {
            resources: {
                type: group,
                properties: {
                    ingress: [{ ...tcp(3306, ["0.0.0.0/1", "128.0.0.0/1"]), ipv6CidrBlocks: ["2000::/3"] }],
                },
            },
            at: ["ingress[0].cidrBlocks[0]", "ingress[0].cidrBlocks[1]", "ingress[0].ipv6CidrBlocks[0]"],
        },
        "all ports, by default": {
            resources: {
                type: group,
                properties: { ingress: [{ protocol: "tcp", cidrBlocks: anyone }] },
            },
            at: ["ingress[0].cidrBlocks[0]"],
        },
        "memcached over UDP": {
            resources: {
                type: group,
                properties: { ingress: [{ ...tcp(11211, anyone), protocol: "UDP" }] },
            },
            at: ["ingress[0].cidrBlocks[0]"],
        },
        "in the default group, beside what is unknown": {
            resources: {
                type: defaultGroup,
                properties: { vpcId: unknown, ingress: [tcp(443, unknown), tcp(22, [unknown, "0.0.0.0/0"])] },
            },
            at: ["ingress[1].cidrBlocks[1]"],
        },
        "a port of the stack's own list": {
            resources: { type: group, properties: { ingress: [tcp(9000, anyone)] } },
            parameters: { ports: [9000] },
            at: ["ingress[0].cidrBlocks[0]"],
        },
        "of a wrong type": {
            resources: { type: group, properties: { ingress: [tcp(443, anyone), { ...tcp(22, [4]) }] } },
            at: ["ingress[1].cidrBlocks[0]"],
        },
    },
    unknown: {
        "who may come in by SSH": {
            resources: { type: group, properties: { ingress: [tcp(22, [unknown, "10.0.0.0/16"])] } },
            undetermined: ["ingress[0].cidrBlocks[0]"],
        },
        "all who may come in by SSH": {
            resources: { type: group, properties: { ingress: [tcp(22, unknown), tcp(3389, anyone)] } },
            undetermined: ["ingress[0].cidrBlocks"],
            at: ["ingress[1].cidrBlocks[0]"],
        },
        "which port is open to everyone": {
            resources: { type: group, properties: { ingress: [tcp(unknown, anyone)] } },
            undetermined: ["ingress[0].fromPort"],
        },
        "which protocol is open to everyone": {
            resources: {
                type: ingressRule,
                properties: { cidrIpv4: "0.0.0.0/0", ipProtocol: unknown, fromPort: 443, toPort: 443 },
            },
            undetermined: ["ipProtocol"],
        },
        "the network of a rule of its own": {
            resources: {
                type: ingressRule,
                properties: { cidrIpv4: unknown, ipProtocol: "tcp", fromPort: 22, toPort: 22 },
            },
            undetermined: ["cidrIpv4"],
        },
        "whether it goes in or out": {
            resources: { type: legacyRule, properties: { type: unknown, ...tcp(22, anyone) } },
            undetermined: ["type"],
        },
        "all of what may come in": {
            resources: { type: group, properties: { ingress: unknown } },
            undetermined: ["ingress"],
        },
    },
};
