/** What there is in AWS, as far as it is taken into a stack or told of. */
export interface Existing {
    readonly network: ExistingNetwork;
    readonly cluster?: ExistingCluster;
    readonly database?: ExistingDatabase;
    /** Names of the groups to which cluster and database write, of those that there are. */
    readonly logGroups: readonly string[];
}

export interface ExistingNetwork {
    readonly vpcId: string;
    readonly accountId: string;
    /** The VPC's own block first. */
    readonly cidrs: readonly { readonly cidr: string; readonly associationId: string }[];
    readonly isIpv6: boolean;
    readonly subnets: readonly ExistingSubnet[];
    readonly internetGatewayIds: readonly string[];
    readonly egressOnlyGatewayIds: readonly string[];
    readonly natGateways: readonly { readonly id: string; readonly subnetId: string; readonly allocationId?: string }[];
    readonly routeTables: readonly ExistingRouteTable[];
    readonly defaultSecurityGroupId: string;
    readonly endpoints: readonly { readonly id: string; readonly serviceName: string; readonly type: string }[];
    readonly flowLogIds: readonly string[];
}

export interface ExistingSubnet {
    readonly id: string;
    readonly cidr: string;
    readonly zone: string;
}

export interface ExistingRouteTable {
    readonly id: string;
    /** Whether subnets that have no table use it. */
    readonly isMain: boolean;
    /** The subnets that have it, and not those that use it for want of one. */
    readonly subnetIds: readonly string[];
    readonly routes: readonly ExistingRoute[];
}

export interface ExistingRoute {
    /** Block of addresses, of either kind. */
    readonly destination: string;
    /** ID of a gateway, an instance or an interface. */
    readonly target: string;
}

export interface ExistingCluster {
    readonly name: string;
    readonly vpcId: string;
    readonly roleArn: string;
    readonly addons: readonly string[];
    /** ARNs of those who have an access entry, each with the ARNs of its policies. */
    readonly access: Readonly<Record<string, readonly string[]>>;
    readonly nodeGroups: readonly string[];
}

export interface ExistingDatabase {
    readonly identifier: string;
    readonly engine: string;
    readonly vpcId: string;
    readonly subnetGroup: string;
    readonly parameterGroup: string;
    readonly securityGroupIds: readonly string[];
}
