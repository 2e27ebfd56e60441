import type { ExistingNetwork } from "../../../delivery/adopt/existing";

/** A network of two zones, each with a public and a private subnet, and one NAT gateway in the first. */
export const network: ExistingNetwork = {
    vpcId: "vpc-1",
    accountId: "111122223333",
    cidrs: [{ cidr: "10.8.0.0/16", associationId: "vpc-cidr-assoc-1" }],
    isIpv6: false,
    subnets: [
        { id: "subnet-public-a", cidr: "10.8.101.0/24", zone: "eu-central-1a" },
        { id: "subnet-public-b", cidr: "10.8.102.0/24", zone: "eu-central-1b" },
        { id: "subnet-private-a", cidr: "10.8.1.0/24", zone: "eu-central-1a" },
        { id: "subnet-private-b", cidr: "10.8.2.0/24", zone: "eu-central-1b" },
    ],
    internetGatewayIds: ["igw-1"],
    egressOnlyGatewayIds: [],
    natGateways: [{ id: "nat-1", subnetId: "subnet-public-a", allocationId: "eipalloc-1" }],
    routeTables: [
        { id: "rtb-main", isMain: true, subnetIds: [], routes: [] },
        {
            ...{ id: "rtb-public", isMain: false, subnetIds: ["subnet-public-a", "subnet-public-b"] },
            routes: [{ destination: "0.0.0.0/0", target: "igw-1" }],
        },
        {
            ...{ id: "rtb-private", isMain: false, subnetIds: ["subnet-private-a", "subnet-private-b"] },
            routes: [{ destination: "0.0.0.0/0", target: "nat-1" }],
        },
    ],
    defaultSecurityGroupId: "sg-default",
    endpoints: [],
    flowLogIds: [],
};
