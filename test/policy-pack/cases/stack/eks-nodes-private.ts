import { eksNodesPrivate } from "../../../../policy-pack/stack/eks-nodes-private";
import { type CaseResource, type RuleCases, unknown } from "../../rule-cases";

const source = "https://docs.aws.amazon.com/eks/latest/userguide/managed-node-groups.html";

function nodeGroup(properties: Record<string, unknown>, ...subnets: string[]): CaseResource {
    return {
        type: "aws:eks/nodeGroup:NodeGroup",
        name: "workers",
        properties: {
            clusterName: "my-cluster",
            nodeRoleArn: "arn:aws:iam::111122223333:role/eks-node",
            scalingConfig: { desiredSize: 2, minSize: 2, maxSize: 4 },
            ...properties,
        },
        dependencies: { subnetIds: subnets },
    };
}

function subnet(name: string, properties: Record<string, unknown>, type = "aws:ec2/subnet:Subnet"): CaseResource {
    return { type, name, properties: { vpcId: unknown, cidrBlock: "192.168.0.0/18", ...properties } };
}

const isPrivate = subnet("private", { mapPublicIpOnLaunch: false });
const isPublic = subnet("public", { mapPublicIpOnLaunch: true });

export const cases: RuleCases = {
    rule: eksNodesPrivate,
    compliant: {
        "private subnets beside public ones": {
            source: "https://docs.aws.amazon.com/eks/latest/userguide/creating-a-vpc.html",
            resources: [
                isPublic,
                isPrivate,
                subnet("private-2", {}),
                nodeGroup({ subnetIds: [unknown, unknown] }, "private", "private-2"),
            ],
        },
        "SSH from one security group": {
            source: "https://docs.aws.amazon.com/eks/latest/APIReference/API_RemoteAccessConfig.html",
            resources: [
                isPrivate,
                nodeGroup(
                    { subnetIds: [unknown], remoteAccess: { ec2SshKey: unknown, sourceSecurityGroupIds: [unknown] } },
                    "private",
                ),
            ],
        },
        "the private one of two, chosen by its ID": {
            source,
            resources: [
                subnet("public", { id: "subnet-0e2907431c9988b72", mapPublicIpOnLaunch: true }),
                subnet("private", { id: "subnet-04ad87f71c6e5ab4d" }),
                nodeGroup({ subnetIds: ["subnet-04ad87f71c6e5ab4d"] }, "public", "private"),
            ],
        },
        "subnets of another stack, beside a public one that is yet to be made": {
            source,
            resources: [
                subnet("public", { id: unknown, mapPublicIpOnLaunch: true }),
                nodeGroup({ subnetIds: ["subnet-0e2907431c9988b72", "subnet-04ad87f71c6e5ab4d"] }),
            ],
        },
        "subnets of another stack, and a launch template in place of a key": {
            source: "https://docs.aws.amazon.com/eks/latest/userguide/launch-templates.html",
            resources: nodeGroup({
                subnetIds: ["subnet-0e2907431c9988b72", "subnet-04ad87f71c6e5ab4d"],
                launchTemplate: { id: unknown, version: "1" },
            }),
        },
    },
    violating: {
        "one public subnet of two": {
            resources: [isPublic, isPrivate, nodeGroup({ subnetIds: [unknown, unknown] }, "private", "public")],
            at: ["workers subnetIds"],
        },
        "a public subnet, known by its ID": {
            resources: [
                subnet("public", { id: "subnet-0e2907431c9988b72", mapPublicIpOnLaunch: true }),
                nodeGroup({ subnetIds: ["subnet-0e2907431c9988b72"] }),
            ],
            at: ["workers subnetIds"],
        },
        "a public subnet, beside one of another stack": {
            resources: [
                subnet("public", { id: "subnet-0e2907431c9988b72", mapPublicIpOnLaunch: true }),
                nodeGroup({ subnetIds: [unknown, "subnet-04ad87f71c6e5ab4d"] }, "public"),
            ],
            at: ["workers subnetIds"],
        },
        "a default subnet, which is public by default": {
            resources: [
                subnet("default", { availabilityZone: "us-west-2a" }, "aws:ec2/defaultSubnet:DefaultSubnet"),
                nodeGroup({ subnetIds: unknown }, "default"),
            ],
            at: ["workers subnetIds"],
        },
        "SSH open to the internet by default": {
            resources: [
                isPrivate,
                nodeGroup({ subnetIds: [unknown], remoteAccess: { ec2SshKey: "my-key" } }, "private"),
            ],
            at: ["workers remoteAccess.sourceSecurityGroupIds"],
        },
        "SSH from no security group, beside subnets that are unknown": {
            resources: nodeGroup({
                subnetIds: unknown,
                remoteAccess: { ec2SshKey: "my-key", sourceSecurityGroupIds: [] },
            }),
            at: ["remoteAccess.sourceSecurityGroupIds"],
        },
        "of a wrong type": {
            resources: [isPrivate, nodeGroup({ subnetIds: [unknown], remoteAccess: "my-key" }, "private")],
            at: ["workers remoteAccess"],
        },
    },
    unknown: {
        "whether a subnet is public": {
            resources: [
                subnet("private", { mapPublicIpOnLaunch: unknown }),
                nodeGroup({ subnetIds: [unknown] }, "private"),
            ],
            undetermined: ["private mapPublicIpOnLaunch"],
        },
        "the subnets, from elsewhere": {
            resources: [isPublic, nodeGroup({ subnetIds: unknown, remoteAccess: { ec2SshKey: "my-key" } })],
            undetermined: ["workers subnetIds"],
            at: ["workers remoteAccess.sourceSecurityGroupIds"],
        },
        "one of the subnets, from elsewhere": {
            resources: nodeGroup({ subnetIds: ["subnet-0e2907431c9988b72", unknown] }),
            undetermined: ["subnetIds[1]"],
        },
        "one of the subnets, from elsewhere, beside one that is here": {
            resources: [isPrivate, nodeGroup({ subnetIds: [unknown, unknown] }, "private")],
            undetermined: ["workers subnetIds[0]"],
        },
        "whether there is a key": {
            resources: [
                isPrivate,
                nodeGroup({ subnetIds: [unknown], remoteAccess: { ec2SshKey: unknown } }, "private"),
            ],
            undetermined: ["workers remoteAccess.ec2SshKey"],
        },
        "the security groups": {
            resources: [
                isPrivate,
                nodeGroup(
                    { subnetIds: [unknown], remoteAccess: { ec2SshKey: "my-key", sourceSecurityGroupIds: unknown } },
                    "private",
                ),
            ],
            undetermined: ["workers remoteAccess.sourceSecurityGroupIds"],
        },
    },
};
