import { scrapeConfig } from "../../../components/foundation/local/scrape-config";
import { type Cluster, deploymentKind, namespace } from "./cluster";

/** Where the stack's own Prometheus answers in the cluster. */
export const prometheusAddress = `http://prometheus.${namespace}:9090`;

const configName = "bench-prometheus";

/**
 * Lets the stack's Prometheus read the gateway's figures of these workloads too, as often as those of the stack; it begins with no
 * memory. `parts` are the ends of the names of their Services.
 *
 * @returns Gives it its own config back.
 */
export async function watchToo(
    cluster: Cluster,
    workload: string,
    parts: readonly string[],
): Promise<() => Promise<void>> {
    const config = JSON.parse(scrapeConfig(namespace, "gateway")) as { scrape_configs: Scrape[] };
    const gateway = config.scrape_configs.find(({ job_name: name }) => name === "gateway");
    const service = {
        source_labels: ["service"],
        regex: `${namespace}-(${workload})-(${parts.join("|")})-(?:http-)?8080@kubernetes(?:gateway|crd)`,
    };
    const relabeled = [
        { ...service, action: "keep" },
        { ...service, target_label: "workload", replacement: "$1" },
        { ...service, target_label: "color", replacement: "$2" },
        { action: "labeldrop", regex: "service" },
    ];
    config.scrape_configs.push({ ...gateway, job_name: "beside", metric_relabel_configs: relabeled });
    const text = JSON.stringify(config);
    const metadata = { name: configName, namespace };
    await cluster.make([{ apiVersion: "v1", kind: "ConfigMap", metadata, data: { "prometheus.yml": text } }]);
    const { spec } = await cluster.read<Live>(deploymentKind, "prometheus");
    const own = spec.template.spec.volumes.find(({ name }) => name === "config")?.configMap.name ?? "";
    const use = async (name: string) => {
        const volumes = [{ name: "config", configMap: { name } }];
        await cluster.patch(deploymentKind, "prometheus", { spec: { template: { spec: { volumes } } } });
        await cluster.rolledOut("prometheus");
    };
    await use(configName);
    return () => use(own);
}

interface Scrape {
    job_name: string;
    [field: string]: unknown;
}

interface Live {
    spec: { template: { spec: { volumes: { name: string; configMap: { name: string } }[] } } };
}

/**
 * The same two figures as ours, of the new version alone: they know thresholds and no comparison. The share of failed requests, and of
 * those beyond a bound that hardly any of the old version's is.
 */
export function queries(workload: string, part: string): { name: string; query: string; max: number }[] {
    const labels = `workload="${workload}",color="${part}"`;
    const rate = (metric: string, more = "") => `sum(rate(${metric}{${labels}${more}}[5s]))`;
    const [total, buckets] = ["traefik_service_requests_total", "traefik_service_request_duration_seconds_bucket"];
    // How long a stream stays open says nothing of how quick a version is.
    const timed = ',protocol!~"sse|websocket"';
    return [
        {
            name: "errors",
            query: `(${rate(total, ',code!~"[1-4].."')} or vector(0)) / ${rate(total)}`,
            max: 0.01,
        },
        {
            name: "slow-requests",
            query: `1 - ${rate(buckets, `,le="0.2"${timed}`)} / ${rate(buckets, `,le="+Inf"${timed}`)}`,
            max: 0.1,
        },
    ];
}
