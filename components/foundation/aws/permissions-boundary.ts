import type * as pulumi from "@pulumi/pulumi";

/** Limits what every role under a component may ever be allowed to do, the roles of `@pulumi/eks` among them. */
export function permissionsBoundary(policyArn: string): pulumi.ResourceTransform {
    return ({ type, props, opts }) =>
        type === "aws:iam/role:Role" ? { props: { ...props, permissionsBoundary: policyArn }, opts } : undefined;
}
