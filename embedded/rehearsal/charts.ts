import * as fs from "node:fs";
import * as path from "node:path";

import { parse, stringify } from "yaml";

import type { ChartName } from "../../components/foundation/aws/controllers/charts";
import { moduleFolder } from "../tools/go";
import { gatewayApiDefinitions } from "../tools/gateway-api";
import { gatewayApiFile } from "./program/charts-from-folder";

interface Source {
    /** Go module whose files the chart is among, under whatever name the module proxy has it by. */
    module: string;
    version: string;
    folder: string;
}

/** Where the source of each pinned chart is, which is released from it. */
export const sources: Record<ChartName, Source> = {
    loadBalancerController: {
        // The commit has the chart of release v3.2.2, whose tag is no version of a Go module.
        module: "github.com/kubernetes-sigs/aws-load-balancer-controller",
        version: "v0.0.0-20260423195125-93ff3b5fdaad",
        folder: "helm/aws-load-balancer-controller",
    },
    // The commit has the chart of release metrics-server-helm-chart-3.13.1.
    metricsServer: { module: "sigs.k8s.io/metrics-server", version: "v0.9.0", folder: "charts/metrics-server" },
    externalSecrets: {
        module: "github.com/external-secrets/external-secrets",
        version: "v1.3.2",
        folder: "deploy/charts/external-secrets",
    },
    karpenterDefinitions: {
        module: "github.com/aws/karpenter-provider-aws",
        version: "v1.14.1",
        folder: "charts/karpenter-crd",
    },
    karpenter: { module: "github.com/aws/karpenter-provider-aws", version: "v1.14.1", folder: "charts/karpenter" },
};

interface ChartFile {
    version: string;
    dependencies?: unknown;
}

/**
 * A chart's source in this folder, and the version that it says. Charts that it may take in are left out: they are off,
 * and yet Helm would ask for them.
 */
export async function chartSource(name: ChartName, target: string): Promise<{ folder: string; version: string }> {
    const { module, version, folder } = sources[name];
    const copy = path.join(target, name);
    fs.cpSync(path.join(await moduleFolder(__dirname, `${module}@${version}`), folder), copy, { recursive: true });
    const file = path.join(copy, "Chart.yaml");
    // Go's module cache is read-only.
    for (const each of [copy, file]) fs.chmodSync(each, 0o755);
    const chart = parse(fs.readFileSync(file, "utf8")) as ChartFile;
    delete chart.dependencies;
    fs.writeFileSync(file, stringify(chart));
    if (name === "externalSecrets") await addDefinitions(copy);
    return { folder: copy, version: chart.version };
}

/** Its project puts the definitions among the templates when it packs a release; as files of the chart they need no escaping. */
async function addDefinitions(chart: string): Promise<void> {
    const { module, version } = sources.externalSecrets;
    const source = path.join(await moduleFolder(__dirname, `${module}@${version}`), "deploy/crds/bundle.yaml");
    const template = path.join(chart, "templates/crds");
    fs.chmodSync(template, 0o755);
    fs.copyFileSync(source, path.join(chart, "definitions.yaml"));
    fs.writeFileSync(
        path.join(template, "definitions.yaml"),
        '{{- if .Values.installCRDs }}\n{{ .Files.Get "definitions.yaml" }}\n{{- end }}\n',
    );
}

/** Every chart that the stacks install, in folders of their names, and the definitions of the Gateway API. */
export async function chartFolders(target: string): Promise<void> {
    for (const name of Object.keys(sources) as ChartName[]) await chartSource(name, target);
    const definitions = await gatewayApiDefinitions();
    const documents = fs
        .readdirSync(definitions)
        .filter((file) => file.endsWith(".yaml"))
        .map((file) => fs.readFileSync(path.join(definitions, file), "utf8"));
    fs.writeFileSync(path.join(target, gatewayApiFile), documents.join("\n---\n"));
}
