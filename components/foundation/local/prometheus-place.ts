/** Name of Prometheus' objects: it answers at `http://prometheus:9090` in the workloads' namespace. */
export const prometheusName = "prometheus";
export const prometheusPort = 9090;
/** Labels of its objects, and what selects its pod. */
export const prometheusLabels = {
    "app.kubernetes.io/name": prometheusName,
    "app.kubernetes.io/part-of": "alchemorsel",
};
