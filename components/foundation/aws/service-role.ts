import { Role, type RoleArgs, RolePolicyAttachment } from "@pulumi/aws/iam";
import * as pulumi from "@pulumi/pulumi";

import { type Transform, transformed } from "../../transform";

/** A role that one service of AWS takes, and what it may do then. */
interface ServiceRole {
    service: string;
    description: string;
    /** Only the service's work for this account may take it; for services that say whom they work for. */
    accountId?: string;
    /** AWS' own policies, by the name under `arn:aws:iam::aws:policy/`. */
    policies: Record<string, string>;
}

/** Creates the role, with a policy attachment for each of the policies. */
export function createServiceRole(
    name: string,
    { service, description, accountId, policies }: ServiceRole,
    transform: Transform<RoleArgs> | undefined,
    opts: pulumi.CustomResourceOptions,
): { role: Role; attachments: RolePolicyAttachment[] } {
    const args: RoleArgs = {
        description,
        assumeRolePolicy: pulumi.jsonStringify({
            Version: "2012-10-17",
            Statement: [
                {
                    Effect: "Allow",
                    Principal: { Service: service },
                    Action: "sts:AssumeRole",
                    ...(accountId === undefined
                        ? {}
                        : { Condition: { StringEquals: { "aws:SourceAccount": accountId } } }),
                },
            ],
        }),
    };
    const role = new Role(name, ...transformed(transform, args, opts));
    const attachments = Object.entries(policies).map(
        ([key, policy]) =>
            new RolePolicyAttachment(
                `${name}-${key}`,
                { role: role.name, policyArn: `arn:aws:iam::aws:policy/${policy}` },
                opts,
            ),
    );
    return { role, attachments };
}
