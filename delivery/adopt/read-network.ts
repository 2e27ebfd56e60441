import type { EC2, Filter, RouteTable, Vpc } from "@aws-sdk/client-ec2";

import { UserError } from "../../embedded/errors";
import { codeOf } from "./read-code";
import type { ExistingNetwork, ExistingRouteTable } from "./existing";

/** A VPC and what belongs to it. Nothing is changed. */
export async function readNetwork(ec2: EC2, vpcId: string, region: string): Promise<ExistingNetwork> {
    const vpc = await readVpc(ec2, vpcId, region);
    const of = (Name: string) => ({ Filters: [{ Name, Values: [vpcId] }] satisfies Filter[] });
    const [subnets, internet, egress, nats, tables, groups, endpoints, flowLogs] = await Promise.all([
        ec2.describeSubnets(of("vpc-id")),
        ec2.describeInternetGateways(of("attachment.vpc-id")),
        ec2.describeEgressOnlyInternetGateways({}),
        ec2.describeNatGateways({ Filter: [{ Name: "vpc-id", Values: [vpcId] }] }),
        ec2.describeRouteTables(of("vpc-id")),
        ec2.describeSecurityGroups({ Filters: [...of("vpc-id").Filters, { Name: "group-name", Values: ["default"] }] }),
        ec2.describeVpcEndpoints(of("vpc-id")),
        ec2.describeFlowLogs({ Filter: [{ Name: "resource-id", Values: [vpcId] }] }),
    ]);
    return {
        ...{ vpcId, accountId: vpc.OwnerId ?? "" },
        cidrs: blocksOf(vpc),
        isIpv6: (vpc.Ipv6CidrBlockAssociationSet ?? []).length > 0,
        subnets: (subnets.Subnets ?? []).map(({ SubnetId = "", CidrBlock = "", AvailabilityZone = "" }) => ({
            ...{ id: SubnetId, cidr: CidrBlock, zone: AvailabilityZone },
        })),
        internetGatewayIds: ids(internet.InternetGateways, ({ InternetGatewayId }) => InternetGatewayId),
        egressOnlyGatewayIds: ids(
            egress.EgressOnlyInternetGateways?.filter(({ Attachments }) =>
                Attachments?.some((each) => each.VpcId === vpcId),
            ),
            ({ EgressOnlyInternetGatewayId }) => EgressOnlyInternetGatewayId,
        ),
        // One that was deleted is told of for an hour.
        natGateways: (nats.NatGateways ?? [])
            .filter(({ State }) => State === "available" || State === "pending")
            .map(({ NatGatewayId = "", SubnetId = "", NatGatewayAddresses }) => ({
                ...{ id: NatGatewayId, subnetId: SubnetId, allocationId: NatGatewayAddresses?.[0]?.AllocationId },
            })),
        routeTables: (tables.RouteTables ?? []).map(tableOf),
        defaultSecurityGroupId: groups.SecurityGroups?.[0]?.GroupId ?? "",
        endpoints: (endpoints.VpcEndpoints ?? []).map(
            ({ VpcEndpointId = "", ServiceName = "", VpcEndpointType = "" }) => ({
                ...{ id: VpcEndpointId, serviceName: ServiceName, type: VpcEndpointType },
            }),
        ),
        flowLogIds: ids(flowLogs.FlowLogs, ({ FlowLogId }) => FlowLogId),
    };
}

async function readVpc(ec2: EC2, vpcId: string, region: string): Promise<Vpc> {
    try {
        const { Vpcs = [] } = await ec2.describeVpcs({ VpcIds: [vpcId] });
        if (Vpcs[0] !== undefined) return Vpcs[0];
    } catch (error) {
        if (!codeOf(error).startsWith("InvalidVpc")) throw error;
    }
    throw new UserError(
        `there is no VPC ${vpcId} in ${region}, as far as these credentials see: is it in another region (aws:region of ` +
            "the stack's file) or another account (aws sts get-caller-identity)?",
    );
}

function blocksOf({ CidrBlock = "", CidrBlockAssociationSet = [] }: Vpc): ExistingNetwork["cidrs"] {
    const blocks = CidrBlockAssociationSet.filter(({ CidrBlockState }) => CidrBlockState?.State === "associated").map(
        ({ CidrBlock: cidr = "", AssociationId = "" }) => ({ cidr, associationId: AssociationId }),
    );
    return [...blocks.filter(({ cidr }) => cidr === CidrBlock), ...blocks.filter(({ cidr }) => cidr !== CidrBlock)];
}

function tableOf({ RouteTableId = "", Associations = [], Routes = [] }: RouteTable): ExistingRouteTable {
    return {
        id: RouteTableId,
        isMain: Associations.some(({ Main }) => Main),
        subnetIds: Associations.flatMap(({ SubnetId }) => SubnetId ?? []),
        // A gateway endpoint's routes have a list of prefixes in place of a block.
        routes: Routes.flatMap((route) => {
            const destination = route.DestinationCidrBlock ?? route.DestinationIpv6CidrBlock;
            const target =
                route.NatGatewayId ??
                route.EgressOnlyInternetGatewayId ??
                route.TransitGatewayId ??
                route.NetworkInterfaceId ??
                route.GatewayId;
            return destination === undefined || target === undefined ? [] : [{ destination, target }];
        }),
    };
}

function ids<T>(items: readonly T[] | undefined, id: (item: T) => string | undefined): string[] {
    return (items ?? []).flatMap((item) => id(item) ?? []);
}
