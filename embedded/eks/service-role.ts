import { createHash } from "node:crypto";

import { Role, RolePolicyAttachment } from "@pulumi/aws/iam";
import * as pulumi from "@pulumi/pulumi";

export interface ServiceRoleArgs {
    /** The service that takes the role, as `eks.amazonaws.com`. */
    service: string;
    description?: string;
    /** Names of AWS managed policies. */
    policies: readonly string[];
    actions: readonly string[];
    partition: pulumi.Input<string>;
    tags?: pulumi.Input<Record<string, pulumi.Input<string>>>;
}

/** A role for an AWS service with managed policies, as eks:index:ServiceRole. */
export class ServiceRole extends pulumi.ComponentResource {
    readonly role: Role;
    /** Whoever uses the role waits for these, too. */
    readonly attachments: readonly RolePolicyAttachment[];

    constructor(name: string, args: ServiceRoleArgs, opts: pulumi.ComponentResourceOptions) {
        super("eks:index:ServiceRole", name, {}, opts);
        const { service, actions, description, tags } = args;
        const statement = { Action: actions, Effect: "Allow", Principal: { Service: [service] } };
        const assumeRolePolicy = JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
        this.role = new Role(`${name}-role`, { description, assumeRolePolicy, tags }, { parent: this });
        this.attachments = args.policies.map((policy) => {
            const policyArn = pulumi.interpolate`arn:${args.partition}:iam::aws:policy/${policy}`;
            const attached = { policyArn, role: this.role };
            return new RolePolicyAttachment(`${name}-${suffixOf(policy)}`, attached, { parent: this });
        });
        this.registerOutputs({ directRole: this.role });
    }
}

/** The names of the attachments come from the ARN in the standard partition, whatever the partition is. */
function suffixOf(policy: string): string {
    return createHash("sha1").update(`arn:aws:iam::aws:policy/${policy}`).digest("hex").slice(0, 8);
}
