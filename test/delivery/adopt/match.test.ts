import { expect } from "chai";

import type { Existing } from "../../../delivery/adopt/existing";
import { match } from "../../../delivery/adopt/match";
import type { PlannedResource } from "../../../embedded/preview";
import { network } from "./network";

/** A planned resource; `from` says of which others its inputs come. */
function planned(
    type: string,
    name: string,
    inputs: Record<string, unknown> = {},
    from: Record<string, string> = {},
): PlannedResource {
    const propertyDependencies = Object.fromEntries(
        Object.entries(from).map(([input, other]) => [input, [`urn::${other}`]]),
    );
    return { ...{ urn: `urn::${name}`, type, name, custom: true, inputs }, propertyDependencies };
}

const subnet = (tier: string, letter: string, cidrBlock: string) =>
    planned("aws:ec2/subnet:Subnet", `${tier}-${letter}`, { cidrBlock, availabilityZone: `eu-central-1${letter}` });
const table = (name: string) => planned("aws:ec2/routeTable:RouteTable", name);
const association = (tableName: string, subnetName: string) =>
    planned(
        "aws:ec2/routeTableAssociation:RouteTableAssociation",
        `${tableName}-${subnetName}`,
        {},
        {
            ...{ routeTableId: tableName, subnetId: subnetName },
        },
    );
const out = (tableName: string) =>
    planned(
        "aws:ec2/route:Route",
        `${tableName}-out`,
        { destinationCidrBlock: "0.0.0.0/0" },
        { routeTableId: tableName },
    );

const plan = [
    planned("aws:ec2/vpc:Vpc", "vpc"),
    ...[subnet("public", "a", "10.8.101.0/24"), subnet("public", "b", "10.8.102.0/24")],
    ...[subnet("private", "a", "10.8.1.0/24"), subnet("private", "b", "10.8.2.0/24")],
    subnet("data", "a", "10.8.160.0/22"),
    planned("aws:ec2/internetGateway:InternetGateway", "internet"),
    planned("aws:ec2/eip:Eip", "address"),
    planned("aws:ec2/natGateway:NatGateway", "nat", {}, { subnetId: "public-a", allocationId: "address" }),
    ...[table("public"), association("public", "public-a"), association("public", "public-b"), out("public")],
    ...[table("one"), association("one", "private-a"), out("one")],
    ...[table("two"), association("two", "private-b"), out("two")],
    planned("aws:ec2/vpcEndpoint:VpcEndpoint", "s3", { serviceName: "s3", vpcEndpointType: "Gateway" }),
];

function taken(existing: Existing, of: readonly PlannedResource[] = plan) {
    return Object.fromEntries(match(of, existing).taken.map(({ resource, id }) => [resource.name, id]));
}

describe("what is taken as what", () => {
    const nothing = { logGroups: [] };

    it("is of a network found by blocks, zones and what belongs together", () => {
        expect(taken({ ...nothing, network })).to.deep.equal({
            ...{ vpc: "vpc-1", internet: "igw-1", nat: "nat-1", address: "eipalloc-1" },
            ...{ "public-a": "subnet-public-a", "public-b": "subnet-public-b" },
            ...{ "private-a": "subnet-private-a", "private-b": "subnet-private-b" },
            ...{ public: "rtb-public", "public-out": "rtb-public_0.0.0.0/0" },
            ...{ "public-public-a": "subnet-public-a/rtb-public", "public-public-b": "subnet-public-b/rtb-public" },
            // Both subnets share a table, which only one of the stack's can be; each stays with the one that it has.
            ...{ one: "rtb-private", "one-out": "rtb-private_0.0.0.0/0" },
            ...{ "one-private-a": "subnet-private-a/rtb-private", "two-private-b": "subnet-private-b/rtb-private" },
        });
    });

    it("is unclear where there are two for one", () => {
        const endpoints = ["vpce-1", "vpce-2"].map((id) => ({ id, serviceName: "s3", type: "Gateway" }));
        const { unclear } = match(plan, { ...nothing, network: { ...network, endpoints } });
        expect(unclear.map(({ resource, candidates }) => [resource.name, candidates])).to.deep.equal([
            ["s3", ["vpce-1", "vpce-2"]],
        ]);
    });

    it("is of a cluster its role, add-ons, entries and log group, and nobody else's", () => {
        const principalArn = "arn:aws:iam::111122223333:role/pipeline";
        const policyArn = "arn:aws:eks::aws:cluster-access-policy/AmazonEKSAdminPolicy";
        const roleArn = "arn:aws:iam::111122223333:role/team/shop";
        const entry = { clusterName: "shop", principalArn };
        const cluster = {
            ...{ name: "shop", vpcId: "vpc-1", roleArn, addons: ["coredns"], nodeGroups: [] },
            access: { [principalArn]: [policyArn] },
        };
        const of = [
            planned("aws:iam/role:Role", "role"),
            planned("aws:iam/role:Role", "other-role"),
            planned("aws:eks/cluster:Cluster", "cluster", { name: "shop" }, { roleArn: "role" }),
            planned("aws:eks/addon:Addon", "coredns", { addonName: "coredns" }),
            planned("aws:eks/addon:Addon", "kube-proxy", { addonName: "kube-proxy" }),
            planned("aws:eks/accessEntry:AccessEntry", "entry", entry),
            planned("aws:eks/accessPolicyAssociation:AccessPolicyAssociation", "policy", { ...entry, policyArn }),
            planned("aws:cloudwatch/logGroup:LogGroup", "logs", { name: "/aws/eks/shop/cluster" }),
        ];
        expect(taken({ network, cluster, logGroups: ["/aws/eks/shop/cluster"] }, of)).to.deep.equal({
            ...{ role: "shop", cluster: "shop", coredns: "shop:coredns", entry: `shop:${principalArn}` },
            ...{ policy: `shop#${principalArn}#${policyArn}`, logs: "/aws/eks/shop/cluster" },
        });
        expect(taken({ ...nothing, network }, of)).to.deep.equal({});
    });

    it("is of a database its groups, but for those that are everybody's or are several", () => {
        const of = [
            planned("aws:rds/subnetGroup:SubnetGroup", "subnets"),
            planned("aws:rds/parameterGroup:ParameterGroup", "parameters"),
            planned("aws:ec2/securityGroup:SecurityGroup", "group"),
            planned("aws:ec2/securityGroup:SecurityGroup", "other-group"),
            planned(
                "aws:rds/instance:Instance",
                "instance",
                {},
                {
                    ...{ dbSubnetGroupName: "subnets", parameterGroupName: "parameters", vpcSecurityGroupIds: "group" },
                },
            ),
        ];
        const database = {
            ...{ identifier: "shop", engine: "postgres", vpcId: "vpc-1", subnetGroup: "shop-subnets" },
            ...{ parameterGroup: "shop-parameters", securityGroupIds: ["sg-1"] },
        };
        expect(taken({ ...nothing, network, database }, of)).to.deep.equal({
            ...{ instance: "shop", subnets: "shop-subnets", parameters: "shop-parameters", group: "sg-1" },
        });
        const shared = { ...database, parameterGroup: "default.postgres16", securityGroupIds: ["sg-1", "sg-2"] };
        expect(taken({ ...nothing, network, database: shared }, of)).to.deep.equal({
            ...{ instance: "shop", subnets: "shop-subnets" },
        });
    });
});
