import { SecurityGroup, type SecurityGroupArgs, VpcEndpoint, type VpcEndpointArgs } from "@pulumi/aws/ec2";
import { SecurityGroupIngressRule } from "@pulumi/aws/vpc";
import * as pulumi from "@pulumi/pulumi";

import { type Problem, throwProblems } from "../../../problems";
import { type Transform, transformed } from "../../../transform";
import { regionProblem } from "../account";
import { defaultEndpoints } from "./default-endpoints";
import { endpointsProblems } from "./network-rules";

export interface EndpointsArgs {
    /** Region of the VPC; part of the services' names. Changing it replaces. */
    region: string;
    /** ID of the VPC. Changing it replaces. */
    vpcId: pulumi.Input<string>;
    /** IPv4 blocks whose addresses may use the interface endpoints. Changed in place. */
    clientCidrs: string[];
    /** Subnets of the interface endpoints, one a zone. Changed in place. */
    subnetIds: pulumi.Input<string>[];
    /** Route tables that send traffic to S3 through its gateway endpoint. Changed in place. */
    routeTableIds: pulumi.Input<string>[];
    /**
     * Short names of the services with an interface endpoint; default: those that a node needs to join and pull images,
     * and those of the platform's controllers: `ec2`, `ecr.api`, `ecr.dkr`, `eks`, `eks-auth`, `elasticloadbalancing`,
     * `logs`, `secretsmanager` and `sts`. Adding or removing one touches no other.
     */
    services?: string[];
    /** Bends a child; `interfaceEndpoint` bends all of them. */
    transform?: {
        gatewayEndpoint?: Transform<VpcEndpointArgs>;
        interfaceEndpoint?: Transform<VpcEndpointArgs>;
        securityGroup?: Transform<SecurityGroupArgs>;
    };
}

/**
 * How a VPC reaches AWS without leaving Amazon's network: a gateway endpoint for S3, and an interface endpoint for each
 * service that is named, with private DNS, open to the VPC's own addresses on port 443 and to nobody else.
 *
 * The gateway endpoint is free. An interface endpoint costs in us-east-1 about $7.30 a month **for each zone**, and
 * $0.01 a GB (which is less than a NAT gateway's $0.045). https://docs.aws.amazon.com/vpc/latest/privatelink/
 *
 * @example
 * ```ts
 * import { Endpoints } from "@alchemorsel/platform/aws";
 *
 * // `Network` has these by itself; this is for a VPC that you have.
 * new Endpoints("shared", {
 *     region: "eu-central-1",
 *     vpcId: "vpc-0a1b2c3d4e5f67890",
 *     clientCidrs: ["10.20.0.0/16"],
 *     subnetIds: ["subnet-0a1b2c3d4e5f67890", "subnet-0b1c2d3e4f5a67890"],
 *     routeTableIds: ["rtb-0a1b2c3d4e5f67890"],
 * });
 * ```
 */
export class Endpoints extends pulumi.ComponentResource {
    constructor(name: string, args: EndpointsArgs, opts?: pulumi.ComponentResourceOptions) {
        const services = args.services ?? defaultEndpoints;
        throwProblems(`The args of endpoints ${name} are not valid.`, problems(name, args.region, services));
        super("alchemorsel:aws:Endpoints", name, {}, opts);
        this.createGatewayEndpoint(name, args);
        if (services.length > 0) {
            const securityGroup = this.createSecurityGroup(name, args);
            for (const service of services) {
                this.createInterfaceEndpoint(name, args, service, securityGroup);
            }
        }
        this.registerOutputs({});
    }

    private createGatewayEndpoint(name: string, { region, vpcId, routeTableIds, transform }: EndpointsArgs): void {
        const endpoint: VpcEndpointArgs = {
            region,
            vpcId,
            serviceName: `com.amazonaws.${region}.s3`,
            vpcEndpointType: "Gateway",
            routeTableIds,
            tags: { Name: `${name}-s3` },
        };
        new VpcEndpoint(`${name}-s3`, ...transformed(transform?.gatewayEndpoint, endpoint, { parent: this }));
    }

    private createSecurityGroup(name: string, args: EndpointsArgs): SecurityGroup {
        const { region, vpcId, clientCidrs, transform } = args;
        const group: SecurityGroupArgs = {
            region,
            vpcId,
            description: "HTTPS from the VPC to its interface endpoints",
            tags: { Name: name },
        };
        const securityGroup = new SecurityGroup(
            `${name}-security-group`,
            ...transformed(transform?.securityGroup, group, { parent: this }),
        );
        for (const cidrIpv4 of clientCidrs) {
            new SecurityGroupIngressRule(
                // The block is part of the name, so that removing one leaves the others' rules alone.
                `${name}-from-${cidrIpv4.replace("/", "-")}`,
                {
                    region,
                    securityGroupId: securityGroup.id,
                    description: `HTTPS from ${cidrIpv4}`,
                    cidrIpv4,
                    ipProtocol: "tcp",
                    fromPort: 443,
                    toPort: 443,
                },
                { parent: this },
            );
        }
        return securityGroup;
    }

    private createInterfaceEndpoint(name: string, args: EndpointsArgs, service: string, group: SecurityGroup): void {
        const { region, vpcId, subnetIds, transform } = args;
        const endpoint: VpcEndpointArgs = {
            region,
            vpcId,
            serviceName: `com.amazonaws.${region}.${service}`,
            vpcEndpointType: "Interface",
            privateDnsEnabled: true,
            subnetIds,
            securityGroupIds: [group.id],
            tags: { Name: `${name}-${service}` },
        };
        new VpcEndpoint(
            `${name}-${service.replaceAll(".", "-")}`,
            ...transformed(transform?.interfaceEndpoint, endpoint, { parent: this }),
        );
    }
}

function problems(name: string, region: string, services: readonly string[]): Problem[] {
    const reason = regionProblem(region);
    return [
        ...(reason === undefined ? [] : [{ propertyPath: "region", reason }]),
        ...endpointsProblems(name, services, "services"),
    ];
}
