import { checkov, resourceRule, securityHub } from "../rule";
import type { Resource } from "../resource";
import type { Value } from "../value";

const subnet = "aws:ec2/subnet:Subnet";
const defaultSubnet = "aws:ec2/defaultSubnet:DefaultSubnet";
const launchTemplate = "aws:ec2/launchTemplate:LaunchTemplate";

export const noAutoPublicIp = resourceRule<{ countIpv6: boolean }>({
    id: "no-auto-public-ip",
    level: "advisory",
    severity: "medium",
    what: "Instances get no public address by the way: not from their subnet, nor from how they are launched.",
    why: "A machine that is there for the inside alone can then be reached from the Internet, and nobody asked for it.",
    fix: `new aws.ec2.Subnet("private", { vpcId: vpc.id, cidrBlock: "10.0.1.0/24", mapPublicIpOnLaunch: false });
new aws.ec2.Instance("worker", { subnetId: subnet.id, associatePublicIpAddress: false });`,
    controls: [...securityHub("EC2.9", "EC2.15", "EC2.25", "Autoscaling.5"), ...checkov("CKV_AWS_88", "CKV_AWS_130")],
    source: "https://docs.aws.amazon.com/vpc/latest/userguide/subnet-public-ip.html",
    parameters: {
        countIpv6: {
            description:
                "Whether IPv6 addresses that a subnet assigns count too, as they do for Security Hub. Every IPv6 address is a public one, but behind an egress-only internet gateway nobody gets in.",
            type: "boolean",
            default: false,
        },
    },
    types: [
        subnet,
        defaultSubnet,
        "aws:ec2/instance:Instance",
        "aws:ec2/spotInstanceRequest:SpotInstanceRequest",
        launchTemplate,
        "aws:ec2/launchConfiguration:LaunchConfiguration",
    ],
    check(resource, { parameters, decide, violation }) {
        const { type, properties } = resource;
        decide(() => {
            for (const setting of settingsOf(resource)) {
                decide(() => {
                    // A default subnet has them on until it says otherwise.
                    if (setting.bool() ?? type === defaultSubnet) {
                        violation(setting, "is not false: instances would get a public address");
                    }
                });
            }
        });
        if (!parameters.countIpv6 || (type !== subnet && type !== defaultSubnet)) return;
        const ipv6 = properties.at("assignIpv6AddressOnCreation");
        if (ipv6.bool() === true)
            violation(ipv6, "is true: instances would get an IPv6 address, which is a public one");
    },
});

/** Where a resource says whether there is to be a public IPv4 address. */
function settingsOf({ type, properties }: Resource): Value[] {
    if (type === subnet || type === defaultSubnet) return [properties.at("mapPublicIpOnLaunch")];
    if (type !== launchTemplate) return [properties.at("associatePublicIpAddress")];
    const interfaces = properties.at("networkInterfaces").list();
    return interfaces.map((one) => one.at("associatePublicIpAddress"));
}
