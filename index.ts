import { checkRequirements, clusterAccess, kubeconfigReader, loadConfig, Platform } from "./components";

/** The Pulumi program: config in, one Platform, outputs out. */
export = async () => {
    const config = loadConfig();
    const cluster = clusterAccess(config.local, process.env.ALCHEMORSEL_KUBECONFIG);
    if (cluster.context !== undefined) {
        const { gatewayClass } = config.local;
        await checkRequirements(kubeconfigReader(cluster), { context: cluster.context, gatewayClass });
    }
    const { address, activeColor, weights, images } = new Platform("alchemorsel", { ...config, cluster });
    return { address, activeColor, weights, images };
};
