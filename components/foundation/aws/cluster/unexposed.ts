import type * as pulumi from "@pulumi/pulumi";

/**
 * What EKS can do and `@pulumi/eks` has no option for, as a transform of its children: the creator gets no admin
 * permission, and AWS may move the cluster's traffic out of an impaired zone.
 * https://docs.aws.amazon.com/eks/latest/userguide/zone-shift.html
 */
export const unexposed: pulumi.ResourceTransform = ({ type, props, opts }) => {
    if (type !== "aws:eks/cluster:Cluster") {
        return undefined;
    }
    const accessConfig = { ...(props.accessConfig as object), bootstrapClusterCreatorAdminPermissions: false };
    return { props: { ...props, accessConfig, zonalShiftConfig: { enabled: true } }, opts };
};
