import { type PolicyStatement } from "../policy-document";

/** A ServiceAccount of a cluster. */
interface Identity<Text> {
    clusterName: Text;
    namespace: string;
    serviceAccount: string;
}

/**
 * Lets EKS hand a role to the pods of one ServiceAccount. The association already says whose pods those are; that the
 * role says so too keeps whoever may only make associations from handing it to pods of their own.
 * https://docs.aws.amazon.com/eks/latest/userguide/pod-id-role.html, and for the tags pod-id-abac.html there.
 */
export function podIdentityTrust<Text>(identity: Identity<Text>): PolicyStatement<Text>[] {
    return [
        {
            Effect: "Allow",
            Principal: { Service: "pods.eks.amazonaws.com" },
            Action: ["sts:AssumeRole", "sts:TagSession"],
            Condition: {
                StringEquals: {
                    "aws:RequestTag/eks-cluster-name": identity.clusterName,
                    "aws:RequestTag/kubernetes-namespace": identity.namespace,
                    "aws:RequestTag/kubernetes-service-account": identity.serviceAccount,
                },
            },
        },
    ];
}
