import { gatewayJob } from "./scrape-config";

/** Name of the external metric; the labels `workload` and `color` say of which color. */
export const requestMetricName = "alchemorsel_requests_per_second";

/**
 * What prometheus-adapter asks Prometheus for. A color that got no requests has 0; where nobody watches the gateway there is no
 * answer, and an autoscaler without one lets no pod go. In JSON, which is YAML.
 * https://github.com/kubernetes-sigs/prometheus-adapter/blob/v0.12.0/docs/externalmetrics.md
 */
export function adapterConfig(): string {
    const isWatched = `up{job="${gatewayJob}"}`;
    const rule = {
        // Of which the metric is made is there from the first moment on, and a color's requests are not.
        seriesQuery: isWatched,
        resources: { namespaced: false },
        name: { matches: ".*", as: requestMetricName },
        metricsQuery:
            "sum(rate(traefik_service_requests_total{<<.LabelMatchers>>}[1m])) " + `or 0 * max(${isWatched} == 1)`,
    };
    return JSON.stringify({ externalRules: [rule] }, null, 2);
}
