import { colors } from "../../colors";
import { appPort } from "../../workload/pod";

/** Where Traefik tells its metrics, as in its Helm chart. */
export const gatewayMetricsPort = 9100;

/** The label that workloads' pods have and no others. */
export const colorLabel = "alchemorsel.dev/color";

/**
 * What Prometheus watches, and what it calls it: everything of a color has the labels `workload`, `color` and `pod`, whatever
 * the Gateway controller's own names for it are. In JSON, which is YAML.
 * https://prometheus.io/docs/prometheus/latest/configuration/configuration/
 */
export function scrapeConfig(namespace: string, gatewayNamespace: string): string {
    const config = {
        // What is watched are a handful of pods.
        global: { scrape_interval: "1s", scrape_timeout: "1s" },
        scrape_configs: [workloads(namespace), gateway(namespace, gatewayNamespace)],
    };
    return JSON.stringify(config, null, 2);
}

function workloads(namespace: string) {
    return {
        job_name: "workloads",
        kubernetes_sd_configs: [pods(namespace, [{ role: "pod", label: colorLabel }])],
        relabel_configs: [
            keep("container_port_number", String(appPort)),
            fromPod("label_app_kubernetes_io_name", "workload"),
            fromPod("label_alchemorsel_dev_color", "color"),
            fromPod("name", "pod"),
        ],
    };
}

/** The job of the Gateway controller's pods. */
export const gatewayJob = "gateway";

/** Traefik's own numbers, of each of its pods: what it sent to which color, and what came back. */
function gateway(namespace: string, gatewayNamespace: string) {
    // Traefik names a Service of a route like this. Its ways to other namespaces are none of ours.
    const service = {
        source_labels: ["service"],
        regex: `${namespace}-(.+)-(${colors.join("|")})-http-\\d+@kubernetesgateway`,
    };
    return {
        job_name: gatewayJob,
        // What a bad version does until it is found is told here first.
        ...{ scrape_interval: "500ms", scrape_timeout: "500ms" },
        kubernetes_sd_configs: [pods(gatewayNamespace)],
        relabel_configs: [keep("container_port_number", String(gatewayMetricsPort)), fromPod("name", "pod")],
        metric_relabel_configs: [
            { ...service, action: "keep" },
            { ...service, target_label: "workload", replacement: "$1" },
            { ...service, target_label: "color", replacement: "$2" },
            { action: "labeldrop", regex: "service" },
        ],
    };
}

function pods(namespace: string, selectors?: { role: "pod"; label: string }[]) {
    return { role: "pod", namespaces: { names: [namespace] }, selectors };
}

function keep(property: string, regex: string) {
    return { source_labels: [`__meta_kubernetes_pod_${property}`], regex, action: "keep" };
}

function fromPod(property: string, label: string) {
    return { source_labels: [`__meta_kubernetes_pod_${property}`], target_label: label };
}
