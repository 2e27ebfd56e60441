import * as path from "node:path";

import type { ConfigFileArgs } from "@pulumi/kubernetes/yaml/v2/configFile";
import type { ReleaseArgs } from "@pulumi/kubernetes/helm/v3/release";
import type * as pulumi from "@pulumi/pulumi";

import {
    type Chart,
    type ChartName,
    charts,
    gatewayApiUrl,
} from "../../../components/foundation/aws/controllers/charts";

/** The file of the Gateway API's definitions in that folder. */
export const gatewayApiFile = "gateway-api.yaml";

/** Releases take the same charts, in the same versions, from `<folder>/<name of the chart in our table>`. */
export function fromFolder(folder: string): pulumi.ResourceTransformation {
    return ({ type, props, opts }) => {
        if (type === "kubernetes:helm.sh/v3:Release") return { props: local(props as ReleaseArgs, folder), opts };
        const { file } = props as Partial<ConfigFileArgs>;
        return file === gatewayApiUrl
            ? { props: { ...props, file: path.join(folder, gatewayApiFile) }, opts }
            : undefined;
    };
}

function local(args: ReleaseArgs, folder: string): pulumi.Inputs {
    const known = Object.entries(charts) as [ChartName, Chart][];
    const name = known.find(([, { chart }]) => chart === args.chart)?.[0];
    if (name === undefined) throw new Error(`a chart is not among this package's: ${JSON.stringify(args.chart)}`);
    return { ...args, chart: path.join(folder, name), repositoryOpts: undefined };
}
