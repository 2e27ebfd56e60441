import { loadConfig, localFoundation, Platform } from "./components";

/** The Pulumi program: config in, one Platform, outputs out. */
export = async () => {
    const config = loadConfig();
    const foundation =
        config.foundation === "aws"
            ? await (await import("./components/aws.ts")).awsFoundation(config)
            : await localFoundation(config, process.env.ALCHEMORSEL_KUBECONFIG);
    const { address, activeColor, weights, images, versions } = new Platform("alchemorsel", { ...config, foundation });
    return { address, activeColor, weights, images, ...(versions === undefined ? {} : { versions }) };
};
