import { noAutoPublicIp } from "../../../../policy-pack/aws/no-auto-public-ip";
import { type RuleCases, unknown } from "../../rule-cases";

const subnet = "aws:ec2/subnet:Subnet";
const defaultSubnet = "aws:ec2/defaultSubnet:DefaultSubnet";
const instance = "aws:ec2/instance:Instance";
const spot = "aws:ec2/spotInstanceRequest:SpotInstanceRequest";
const launchTemplate = "aws:ec2/launchTemplate:LaunchTemplate";
const launchConfiguration = "aws:ec2/launchConfiguration:LaunchConfiguration";

const source = "https://docs.aws.amazon.com/vpc/latest/userguide/subnet-public-ip.html";
const machine = { ami: "ami-0123456789abcdef0", instanceType: "t4g.small" };

export const cases: RuleCases = {
    rule: noAutoPublicIp,
    compliant: {
        "a subnet that says no": {
            source,
            resources: {
                type: subnet,
                properties: { vpcId: unknown, cidrBlock: "10.0.1.0/24", mapPublicIpOnLaunch: false },
            },
        },
        "a subnet of one's own, by default": {
            source: "https://docs.aws.amazon.com/vpc/latest/userguide/create-subnets.html",
            resources: { type: subnet, properties: { vpcId: unknown, cidrBlock: "10.0.1.0/24" } },
        },
        "IPv6 behind an egress-only internet gateway": {
            source: "https://docs.aws.amazon.com/vpc/latest/userguide/egress-only-internet-gateway.html",
            resources: {
                type: subnet,
                properties: { vpcId: unknown, ipv6CidrBlock: unknown, assignIpv6AddressOnCreation: true },
            },
        },
        "an instance that leaves it to its subnet": {
            source: "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/using-instance-addressing.html",
            resources: { type: instance, properties: { ...machine, subnetId: unknown } },
        },
        "a launch template": {
            source: "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/create-launch-template.html",
            resources: {
                type: launchTemplate,
                properties: {
                    imageId: "ami-0123456789abcdef0",
                    networkInterfaces: [
                        { deviceIndex: 0, associatePublicIpAddress: "false", securityGroups: unknown },
                        { deviceIndex: 1, subnetId: unknown },
                    ],
                },
            },
        },
        "a default subnet that is told": {
            source: "https://docs.aws.amazon.com/vpc/latest/userguide/default-vpc-components.html",
            resources: {
                type: defaultSubnet,
                properties: { availabilityZone: "eu-central-1a", mapPublicIpOnLaunch: false },
            },
        },
    },
    violating: {
        "a subnet": {
            resources: { type: subnet, properties: { vpcId: unknown, mapPublicIpOnLaunch: true } },
            at: ["mapPublicIpOnLaunch"],
        },
        "a default subnet, by default": {
            resources: { type: defaultSubnet, properties: { availabilityZone: "eu-central-1a" } },
            at: ["mapPublicIpOnLaunch"],
        },
        "an instance, in a subnet that is unknown": {
            resources: {
                type: instance,
                properties: { ...machine, subnetId: unknown, associatePublicIpAddress: true },
            },
            at: ["associatePublicIpAddress"],
        },
        "one interface of a launch template": {
            resources: {
                type: launchTemplate,
                properties: {
                    networkInterfaces: [{ associatePublicIpAddress: "false" }, { associatePublicIpAddress: "true" }],
                },
            },
            at: ["networkInterfaces[1].associatePublicIpAddress"],
        },
        "a spot request and a launch configuration": {
            resources: [
                { name: "spot", type: spot, properties: { ...machine, associatePublicIpAddress: true } },
                { name: "fleet", type: launchConfiguration, properties: { associatePublicIpAddress: true } },
            ],
            at: ["fleet associatePublicIpAddress", "spot associatePublicIpAddress"],
        },
        "IPv6, where it counts": {
            resources: {
                type: subnet,
                properties: { mapPublicIpOnLaunch: false, assignIpv6AddressOnCreation: true },
            },
            parameters: { countIpv6: true },
            at: ["assignIpv6AddressOnCreation"],
        },
        "of a wrong type": {
            resources: { type: subnet, properties: { mapPublicIpOnLaunch: "sometimes" } },
            at: ["mapPublicIpOnLaunch"],
        },
    },
    unknown: {
        "the setting of a subnet": {
            resources: { type: subnet, properties: { mapPublicIpOnLaunch: unknown } },
            undetermined: ["mapPublicIpOnLaunch"],
        },
        "that of IPv6, where it counts": {
            resources: {
                type: subnet,
                properties: { mapPublicIpOnLaunch: true, assignIpv6AddressOnCreation: unknown },
            },
            parameters: { countIpv6: true },
            undetermined: ["assignIpv6AddressOnCreation"],
            at: ["mapPublicIpOnLaunch"],
        },
        "one interface of a launch template": {
            resources: {
                type: launchTemplate,
                properties: { networkInterfaces: [unknown, { associatePublicIpAddress: true }] },
            },
            undetermined: ["networkInterfaces[0]"],
            at: ["networkInterfaces[1].associatePublicIpAddress"],
        },
        "all interfaces of a launch template": {
            resources: { type: launchTemplate, properties: { networkInterfaces: unknown } },
            undetermined: ["networkInterfaces"],
        },
        "the setting of an instance": {
            resources: { type: instance, properties: { ...machine, associatePublicIpAddress: unknown } },
            undetermined: ["associatePublicIpAddress"],
        },
    },
};
