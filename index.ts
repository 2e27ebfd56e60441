import { loadConfig, localFoundation, Platform } from "./components";

// The SDK takes a stack trace for each output of each resource and maps it to the sources, which took half of the start.
// sucrase leaves every line where it is, so the lines are right without.
Reflect.deleteProperty(Error, "prepareStackTrace");

/** The Pulumi program: config in, one Platform, outputs out. */
export = async () => {
    const config = loadConfig();
    const foundation =
        config.foundation === "aws"
            ? await (await import("./components/aws.ts")).awsFoundation(config)
            : await localFoundation(config, process.env.ALCHEMORSEL_KUBECONFIG);
    const platform = new Platform("alchemorsel", { ...config, foundation });
    const { address, activeColor, weights, groups, images, versions } = platform;
    return {
        ...{ address, activeColor, weights, images },
        ...(Object.keys(groups).length > 0 && { groups }),
        ...(versions && { versions }),
    };
};
