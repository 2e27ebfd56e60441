import { clusterAccess } from "../../cluster-access";
import type { PlatformConfig } from "../../config";
import { kubeconfigReader } from "../../kubernetes/kubeconfig-reader";
import type { CreateFoundation } from "../../platform";
import { LocalFoundation } from "./local-foundation";
import { checkRequirements } from "./requirements";

/** The foundation of a local stack, once its cluster was found to have what it needs. */
export async function localFoundation(
    { local, databasePassword, databaseOwnerPassword, editorKey }: Extract<PlatformConfig, { foundation: "local" }>,
    embeddedKubeconfig: string | undefined,
): Promise<CreateFoundation> {
    const cluster = clusterAccess(local, embeddedKubeconfig);
    if (cluster.context !== undefined) {
        const { gatewayClass } = local;
        await checkRequirements(kubeconfigReader(cluster), { context: cluster.context, gatewayClass });
    }
    return (platform, opts) =>
        new LocalFoundation(
            `${platform}-foundation`,
            { ...local, cluster, databasePassword, databaseOwnerPassword, editorKey },
            opts,
        );
}
