import { PodIdentityAssociation, type PodIdentityAssociationArgs } from "@pulumi/aws/eks/podIdentityAssociation";
import { Role, type RoleArgs } from "@pulumi/aws/iam/role";
import { RolePolicy, type RolePolicyArgs } from "@pulumi/aws/iam/rolePolicy";
import { RolePolicyAttachment, type RolePolicyAttachmentArgs } from "@pulumi/aws/iam/rolePolicyAttachment";
import * as pulumi from "@pulumi/pulumi";

import { throwProblems } from "../../../problems";
import { type Transform, transformed } from "../../../transform";
import { podIdentityTrust } from "./pod-identity-policy";
import { podIdentityProblems } from "./pod-identity-rules";
import { policyDocument, type PolicyStatement } from "../policy-document";

export interface PodIdentityArgs {
    /** Name of the EKS cluster. Changing it replaces the association. */
    clusterName: pulumi.Input<string>;
    /** Region of the cluster. Changing it replaces the association. */
    region: string;
    /** Namespace of the ServiceAccount. Changing it replaces the association. */
    namespace: string;
    /** Name of the ServiceAccount, which need not be there yet. Changing it replaces the association. */
    serviceAccount: string;
    /** What the role is for, as IAM shows it. Changed in place. */
    description: string;
    /**
     * What the role may do: the statements of its own policies, by a name of yours; default none. Changed in place. All
     * of them together may have 10,240 characters.
     */
    policies?: Record<string, pulumi.Input<PolicyStatement<pulumi.Input<string>>[]>>;
    /** Policies of AWS by a name of yours, such as `AmazonEKS_CNI_Policy`; default none. Another one replaces it. */
    managedPolicies?: Record<string, string>;
    /** Bends a child. */
    transform?: PodIdentityTransform;
}

export interface PodIdentityTransform {
    role?: Transform<RoleArgs>;
    policy?: Transform<RolePolicyArgs>;
    attachment?: Transform<RolePolicyAttachmentArgs>;
    association?: Transform<PodIdentityAssociationArgs>;
}

/**
 * What the pods of one ServiceAccount may do in AWS: a role that nobody else can take, and the association that hands it
 * to them, which comes only when the role has all of its policies. Pods that already run get it when they restart.
 *
 * Nodes need the EKS Pod Identity Agent: Auto Mode brings it, with node groups it is the add-on
 * `eks-pod-identity-agent`. https://docs.aws.amazon.com/eks/latest/userguide/pod-identities.html
 *
 * @example
 * ```ts
 * import { type Cluster, PodIdentity } from "@alchemorsel/platform/aws";
 *
 * declare const cluster: Cluster;
 *
 * const podIdentity = new PodIdentity("uploads", {
 *     clusterName: cluster.clusterName,
 *     region: "eu-central-1",
 *     namespace: "alchemorsel",
 *     serviceAccount: "uploads",
 *     description: "Puts uploads into their bucket",
 *     policies: {
 *         bucket: [{ Effect: "Allow", Action: "s3:PutObject", Resource: "arn:aws:s3:::example-uploads/*" }],
 *     },
 * });
 *
 * export const roleArn = podIdentity.roleArn;
 * ```
 */
export class PodIdentity extends pulumi.ComponentResource {
    /** ARN of the role. */
    public readonly roleArn: pulumi.Output<string>;

    constructor(name: string, args: PodIdentityArgs, opts?: pulumi.ComponentResourceOptions) {
        const { namespace, serviceAccount, policies = {}, managedPolicies = {} } = args;
        const names = [...Object.keys(policies), ...Object.keys(managedPolicies)];
        throwProblems(
            `The args of pod identity ${name} are not valid.`,
            podIdentityProblems(name, { namespace, serviceAccount, policies: names }),
        );
        super("alchemorsel:aws:PodIdentity", name, {}, opts);
        const role = this.createRole(name, args);
        const rights = [
            ...Object.entries(policies).map(([key, statements]) =>
                this.createPolicy(name, key, statements, role, args),
            ),
            ...Object.entries(managedPolicies).map(([key, policy]) => this.attach(name, key, policy, role, args)),
        ];
        this.associate(name, role, rights, args);
        this.roleArn = role.arn;
        this.registerOutputs({ roleArn: this.roleArn });
    }

    private createRole(name: string, args: PodIdentityArgs): Role {
        const role: RoleArgs = {
            description: args.description,
            assumeRolePolicy: pulumi.jsonStringify(policyDocument(podIdentityTrust(args))),
        };
        return new Role(`${name}-role`, ...transformed(args.transform?.role, role, { parent: this }));
    }

    private createPolicy(
        name: string,
        key: string,
        statements: pulumi.Input<PolicyStatement<pulumi.Input<string>>[]>,
        role: Role,
        { transform }: PodIdentityArgs,
    ): RolePolicy {
        const policy: RolePolicyArgs = {
            role: role.name,
            policy: pulumi.jsonStringify(pulumi.output(statements).apply(policyDocument)),
        };
        return new RolePolicy(`${name}-${key}`, ...transformed(transform?.policy, policy, { parent: this }));
    }

    private attach(
        name: string,
        key: string,
        policy: string,
        role: Role,
        { transform }: PodIdentityArgs,
    ): RolePolicyAttachment {
        const attachment = { role: role.name, policyArn: `arn:aws:iam::aws:policy/${policy}` };
        return new RolePolicyAttachment(
            `${name}-${key}`,
            ...transformed<RolePolicyAttachmentArgs>(transform?.attachment, attachment, { parent: this }),
        );
    }

    private associate(name: string, role: Role, rights: pulumi.Resource[], args: PodIdentityArgs): void {
        const { region, clusterName, namespace, serviceAccount, transform } = args;
        const association = { region, clusterName, namespace, serviceAccount, roleArn: role.arn };
        const opts = { parent: this, dependsOn: rights };
        new PodIdentityAssociation(
            `${name}-association`,
            ...transformed<PodIdentityAssociationArgs>(transform?.association, association, opts),
        );
    }
}
