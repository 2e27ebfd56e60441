/** Whose role the VPC CNI uses: one of its own by Pod Identity (`ControllerRoles`' `vpcCni`), or that of the node. */
export type CniRole = "pod-identity" | "node-role";

const cniPolicy = { cni: "AmazonEKS_CNI_Policy" };

/**
 * Policies of AWS that a node's role has: to join the cluster, to pull images, and to be reached by Session Manager
 * instead of SSH. https://docs.aws.amazon.com/eks/latest/userguide/create-node-role.html
 */
export function nodePolicies(cni: CniRole): Record<string, string> {
    return {
        worker: "AmazonEKSWorkerNodePolicy",
        images: "AmazonEC2ContainerRegistryPullOnly",
        sessions: "AmazonSSMManagedInstanceCore",
        ...(cni === "node-role" ? cniPolicy : {}),
    };
}
