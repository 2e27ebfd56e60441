import type { PlannedResource } from "../../embedded/preview";
import type { Finder, Matching } from "./match";
import { ownTableOf } from "./tiers";

const types = {
    vpc: "aws:ec2/vpc:Vpc",
    subnet: "aws:ec2/subnet:Subnet",
    nat: "aws:ec2/natGateway:NatGateway",
    table: "aws:ec2/routeTable:RouteTable",
    association: "aws:ec2/routeTableAssociation:RouteTableAssociation",
} as const;

const vpc: Finder = (_, { existing }) => [existing.network.vpcId];

const furtherBlock: Finder = ({ inputs }, { existing }) =>
    existing.network.cidrs.filter(({ cidr }) => cidr === inputs.cidrBlock).map(({ associationId }) => associationId);

const subnet: Finder = ({ inputs }, { existing }) =>
    existing.network.subnets
        .filter(({ cidr, zone }) => cidr === inputs.cidrBlock && zone === inputs.availabilityZone)
        .map(({ id }) => id);

const defaultSecurityGroup: Finder = (_, { existing }) => [existing.network.defaultSecurityGroupId];

const internetGateway: Finder = (_, { existing }) => existing.network.internetGatewayIds;

const egressOnlyGateway: Finder = (_, { existing }) => existing.network.egressOnlyGatewayIds;

const natGateway: Finder = (resource, matching) => natsOf(resource, matching).map(({ id }) => id);

/** The address that the NAT gateway has. */
const address: Finder = (resource, matching) =>
    matching
        .users(resource, types.nat, "allocationId")
        .flatMap((nat) => natsOf(nat, matching))
        .flatMap(({ allocationId }) => allocationId ?? []);

function natsOf(resource: PlannedResource, matching: Matching) {
    const home = matching.idOf(resource, "subnetId", types.subnet);
    return matching.existing.network.natGateways.filter(({ subnetId }) => subnetId === home);
}

/** The table of the first of its subnets that has one. Where the others have others, their associations say so. */
const routeTable: Finder = (resource, matching) => {
    const subnets = matching
        .users(resource, types.association, "routeTableId")
        .flatMap((association) => matching.idOf(association, "subnetId", types.subnet) ?? [])
        .sort();
    return subnets.flatMap((id) => ownTableOf(matching.existing.network, id)?.id ?? []).slice(0, 1);
};

const association: Finder = (resource, matching) => {
    const subnetId = matching.idOf(resource, "subnetId", types.subnet);
    const table = subnetId === undefined ? undefined : ownTableOf(matching.existing.network, subnetId);
    return subnetId === undefined || table === undefined ? [] : [`${subnetId}/${table.id}`];
};

const route: Finder = (resource, matching) => {
    const tableId = matching.idOf(resource, "routeTableId", types.table);
    const routes = matching.existing.network.routeTables.find(({ id }) => id === tableId)?.routes ?? [];
    const { destinationCidrBlock, destinationIpv6CidrBlock } = resource.inputs;
    return routes
        .filter(({ destination }) => destination === (destinationCidrBlock ?? destinationIpv6CidrBlock))
        .map(({ destination }) => `${tableId ?? ""}_${destination}`);
};

const endpoint: Finder = ({ inputs }, { existing }) =>
    existing.network.endpoints
        .filter(({ serviceName, type }) => serviceName === inputs.serviceName && type === inputs.vpcEndpointType)
        .map(({ id }) => id);

export const networkFinders: readonly (readonly [string, Finder])[] = [
    [types.vpc, vpc],
    ["aws:ec2/vpcIpv4CidrBlockAssociation:VpcIpv4CidrBlockAssociation", furtherBlock],
    [types.subnet, subnet],
    ["aws:ec2/defaultSecurityGroup:DefaultSecurityGroup", defaultSecurityGroup],
    ["aws:ec2/internetGateway:InternetGateway", internetGateway],
    ["aws:ec2/egressOnlyInternetGateway:EgressOnlyInternetGateway", egressOnlyGateway],
    [types.nat, natGateway],
    ["aws:ec2/eip:Eip", address],
    [types.table, routeTable],
    ["aws:ec2/route:Route", route],
    [types.association, association],
    ["aws:ec2/vpcEndpoint:VpcEndpoint", endpoint],
];
