import { eksEndpoint } from "../../../../policy-pack/aws/eks-endpoint";
import { type RuleCases, unknown } from "../../rule-cases";

const type = "aws:eks/cluster:Cluster";
const source = "https://docs.aws.amazon.com/eks/latest/userguide/cluster-endpoint.html";

function cluster(vpcConfig: unknown, more: Record<string, unknown> = {}) {
    return { type, properties: { roleArn: "arn:aws:iam::111122223333:role/eks-cluster", vpcConfig, ...more } };
}

export const cases: RuleCases = {
    rule: eksEndpoint,
    compliant: {
        "a private endpoint alone": {
            source,
            resources: cluster(
                {
                    subnetIds: ["subnet-0e2907431c9988b72", "subnet-04ad87f71c6e5ab4d"],
                    endpointPrivateAccess: true,
                    endpointPublicAccess: false,
                },
                { name: "my-cluster", version: "1.35", enabledClusterLogTypes: ["audit"] },
            ),
        },
        "both endpoints, the public one for one address": {
            source,
            resources: cluster({
                subnetIds: [unknown, unknown],
                endpointPublicAccess: true,
                publicAccessCidrs: ["203.0.113.5/32"],
                endpointPrivateAccess: true,
            }),
        },
        "the public one by default, for networks of IPv4 and IPv6": {
            source: "https://docs.aws.amazon.com/eks/latest/userguide/cni-ipv6.html",
            resources: cluster(
                {
                    subnetIds: unknown,
                    publicAccessCidrs: ["192.0.2.0/24", "2001:db8::/32"],
                    endpointPrivateAccess: true,
                },
                { kubernetesNetworkConfig: { ipFamily: "ipv6" } },
            ),
        },
    },
    violating: {
        "by default": {
            resources: cluster({ subnetIds: [unknown, unknown] }),
            at: ["vpcConfig.endpointPrivateAccess", "vpcConfig.publicAccessCidrs"],
        },
        "both endpoints, and open to the internet by default": {
            resources: cluster({ subnetIds: unknown, endpointPrivateAccess: true, endpointPublicAccess: true }),
            at: ["vpcConfig.publicAccessCidrs"],
        },
        "the internet among the networks": {
            resources: cluster({
                endpointPrivateAccess: true,
                publicAccessCidrs: ["203.0.113.5/32", "0.0.0.0/0", "::/0"],
            }),
            at: ["vpcConfig.publicAccessCidrs[1]", "vpcConfig.publicAccessCidrs[2]"],
        },
        "the internet in two halves": {
            resources: cluster({ endpointPrivateAccess: true, publicAccessCidrs: ["0.0.0.0/1", "128.0.0.0/1"] }),
            at: ["vpcConfig.publicAccessCidrs[0]", "vpcConfig.publicAccessCidrs[1]"],
        },
        "no private endpoint": {
            resources: cluster({ endpointPrivateAccess: false, publicAccessCidrs: ["203.0.113.0/24"] }),
            at: ["vpcConfig.endpointPrivateAccess"],
        },
        "beside a network that is unknown": {
            resources: cluster({ endpointPrivateAccess: true, publicAccessCidrs: [unknown, "0.0.0.0/0"] }),
            at: ["vpcConfig.publicAccessCidrs[1]"],
        },
        "a public endpoint where the settings allow none": {
            resources: cluster({ endpointPrivateAccess: true, publicAccessCidrs: ["203.0.113.5/32"] }),
            parameters: { allowPublic: false },
            at: ["vpcConfig.endpointPublicAccess"],
        },
        "networks of a wrong type": {
            resources: cluster({ endpointPrivateAccess: true, publicAccessCidrs: "203.0.113.5/32" }),
            at: ["vpcConfig.publicAccessCidrs"],
        },
    },
    unknown: {
        "whether there is a public endpoint": {
            resources: cluster({ endpointPublicAccess: unknown, endpointPrivateAccess: false }),
            undetermined: ["vpcConfig.endpointPublicAccess"],
            at: ["vpcConfig.endpointPrivateAccess"],
        },
        "whether there is a private endpoint": {
            resources: cluster({ endpointPublicAccess: false, endpointPrivateAccess: unknown }),
            undetermined: ["vpcConfig.endpointPrivateAccess"],
        },
        "all networks": {
            resources: cluster({ endpointPrivateAccess: true, publicAccessCidrs: unknown }),
            undetermined: ["vpcConfig.publicAccessCidrs"],
        },
        "one network": {
            resources: cluster({ endpointPrivateAccess: true, publicAccessCidrs: ["203.0.113.5/32", unknown] }),
            undetermined: ["vpcConfig.publicAccessCidrs[1]"],
        },
        "all of it": { resources: cluster(unknown), undetermined: ["vpcConfig"] },
    },
};
