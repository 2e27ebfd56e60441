import type { EC2, ResourceType } from "@aws-sdk/client-ec2";
import type { EKS } from "@aws-sdk/client-eks";
import type { RDS } from "@aws-sdk/client-rds";

/** A subnet that somebody made. */
export interface HandMadeSubnet {
    readonly tier: "public" | "private" | "data";
    readonly zone: string;
    readonly cidr: string;
}

/** Three zones with blocks that the stack would not choose. */
export const handMadeSubnets: readonly HandMadeSubnet[] = ["a", "b", "c"].flatMap((letter, index) => {
    const of = (tier: HandMadeSubnet["tier"], third: number) => ({
        ...{ tier, zone: `eu-central-1${letter}`, cidr: `10.8.${String(third)}.0/24` },
    });
    return [of("private", index + 1), of("data", index + 21), of("public", index + 101)];
});

export interface HandMadeNetwork {
    readonly vpcId: string;
    readonly natId: string;
    readonly subnetIds: Readonly<Record<HandMadeSubnet["tier"], readonly string[]>>;
}

/**
 * A network as somebody makes it who never heard of this project: an internet gateway, one NAT gateway, a table for the public
 * subnets, one for each private, one for the others.
 */
export async function makeNetwork(
    ec2: EC2,
    name: string,
    cidr: string,
    subnets: readonly HandMadeSubnet[],
): Promise<HandMadeNetwork> {
    const tagged = (ResourceType: ResourceType, suffix: string) => ({
        TagSpecifications: [{ ResourceType, Tags: [{ Key: "Name", Value: `${name}${suffix}` }] }],
    });
    const { Vpc } = await ec2.createVpc({ CidrBlock: cidr, ...tagged("vpc", "") });
    const VpcId = idOf(Vpc?.VpcId);
    await ec2.modifyVpcAttribute({ VpcId, EnableDnsHostnames: { Value: true } });
    const { InternetGateway } = await ec2.createInternetGateway(tagged("internet-gateway", "-igw"));
    const InternetGatewayId = idOf(InternetGateway?.InternetGatewayId);
    await ec2.attachInternetGateway({ InternetGatewayId, VpcId });
    const made: (HandMadeSubnet & { id: string })[] = [];
    for (const subnet of subnets) {
        const { tier, zone } = subnet;
        const { Subnet } = await ec2.createSubnet({
            ...{ VpcId, CidrBlock: subnet.cidr, AvailabilityZone: zone },
            ...tagged("subnet", `-${tier}-${zone}`),
        });
        made.push({ ...subnet, id: idOf(Subnet?.SubnetId) });
    }
    const ids = (tier: HandMadeSubnet["tier"]) => made.filter((each) => each.tier === tier).map(({ id }) => id);
    const { AllocationId } = await ec2.allocateAddress({ Domain: "vpc", ...tagged("elastic-ip", "-nat") });
    const { NatGateway } = await ec2.createNatGateway({
        ...{ SubnetId: ids("public")[0], AllocationId },
        ...tagged("natgateway", "-nat"),
    });
    const NatGatewayId = idOf(NatGateway?.NatGatewayId);
    const table = async (suffix: string, subnetIds: readonly string[], way?: object) => {
        const { RouteTable } = await ec2.createRouteTable({ VpcId, ...tagged("route-table", suffix) });
        const RouteTableId = idOf(RouteTable?.RouteTableId);
        if (way !== undefined) await ec2.createRoute({ RouteTableId, DestinationCidrBlock: "0.0.0.0/0", ...way });
        for (const SubnetId of subnetIds) await ec2.associateRouteTable({ RouteTableId, SubnetId });
    };
    await table("-public", ids("public"), { GatewayId: InternetGatewayId });
    for (const [index, id] of ids("private").entries()) {
        await table(`-private-${String(index)}`, [id], { NatGatewayId });
    }
    if (ids("data").length > 0) await table("-data", ids("data"));
    const subnetIds = { public: ids("public"), private: ids("private"), data: ids("data") };
    return { vpcId: VpcId, natId: NatGatewayId, subnetIds };
}

function idOf(id: string | undefined): string {
    if (id === undefined) throw new Error("moto gave it no ID");
    return id;
}

/** A cluster without any of what the stack would have beside it, in the network's private subnets. */
export async function makeCluster(eks: EKS, name: string, roleArn: string, network: HandMadeNetwork): Promise<void> {
    await eks.createCluster({
        ...{ name, roleArn, version: "1.35" },
        resourcesVpcConfig: { subnetIds: [...network.subnetIds.private], endpointPrivateAccess: true },
        accessConfig: { authenticationMode: "API", bootstrapClusterCreatorAdminPermissions: false },
    });
    await eks.createAddon({ clusterName: name, addonName: "coredns", addonVersion: "v1.13.2-eksbuild.31" });
}

/** A small database in the network's data subnets, with a security group of its own. */
export async function makeDatabase(ec2: EC2, rds: RDS, identifier: string, network: HandMadeNetwork): Promise<void> {
    const { vpcId: VpcId, subnetIds } = network;
    const { GroupId } = await ec2.createSecurityGroup({ GroupName: identifier, Description: "database", VpcId });
    const group = { DBSubnetGroupName: identifier, DBSubnetGroupDescription: "database" };
    await rds.createDBSubnetGroup({ ...group, SubnetIds: [...subnetIds.data] });
    await rds.createDBInstance({
        ...{ DBInstanceIdentifier: identifier, Engine: "postgres", EngineVersion: "16.4", DBName: "shop" },
        ...{ DBInstanceClass: "db.t4g.small", AllocatedStorage: 30, StorageType: "gp3", StorageEncrypted: true },
        ...{ MasterUsername: "shop", MasterUserPassword: "of-a-test-only", BackupRetentionPeriod: 8 },
        ...{ DBSubnetGroupName: identifier, VpcSecurityGroupIds: [idOf(GroupId)] },
    });
}
