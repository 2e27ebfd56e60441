import type { LocalConfig } from "./config";
import type { ClusterAccess } from "./kubernetes/reader";
import { throwProblems } from "./problems";

/**
 * Which cluster a stack goes to: the context that its config names, or else the embedded cluster, whose kubeconfig is
 * passed in. There is no third way: a kubeconfig that happens to be around is of some other cluster.
 */
export function clusterAccess({ kubeContext }: Pick<LocalConfig, "kubeContext">, embedded?: string): ClusterAccess {
    if (kubeContext !== undefined) {
        return { context: kubeContext };
    }
    if (embedded === undefined || embedded === "") {
        throwProblems("The stack names no cluster; nothing was touched.", [
            {
                propertyPath: "local.kubeContext",
                reason:
                    "is missing, and so is the variable ALCHEMORSEL_KUBECONFIG. For the embedded cluster: " +
                    'make up, then eval "$(make -s env)". For a cluster that you have: ' +
                    "pulumi config set --path 'local.kubeContext' <context>",
            },
        ]);
    }
    return { kubeconfig: embedded };
}
