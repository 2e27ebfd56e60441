import { SecurityGroup, type SecurityGroupArgs } from "@pulumi/aws/ec2";
import { SecurityGroupIngressRule } from "@pulumi/aws/vpc";
import type * as pulumi from "@pulumi/pulumi";

import { type Transform, transformed } from "../../../transform";

/** Who may connect to a data store. */
interface StoreAccess {
    vpcId: pulumi.Input<string>;
    port: number;
    clients: Record<string, pulumi.Input<string>>;
}

/** The security group of a data store: in at its port from the clients' security groups, nothing else in, nothing out. */
export function createStoreAccess(
    name: string,
    { vpcId, port, clients }: StoreAccess,
    transform: Transform<SecurityGroupArgs> | undefined,
    opts: pulumi.CustomResourceOptions,
): SecurityGroup {
    const args: SecurityGroupArgs = {
        vpcId,
        description: "Data store: in from its clients only",
        tags: { Name: name },
    };
    const group = new SecurityGroup(`${name}-security-group`, ...transformed(transform, args, opts));
    // One rule each, named by the client: another client neither moves nor replaces a rule.
    for (const [client, securityGroup] of Object.entries(clients)) {
        new SecurityGroupIngressRule(
            `${name}-from-${client}`,
            {
                securityGroupId: group.id,
                referencedSecurityGroupId: securityGroup,
                ipProtocol: "tcp",
                fromPort: port,
                toPort: port,
                description: `From ${client}`,
            },
            opts,
        );
    }
    return group;
}
