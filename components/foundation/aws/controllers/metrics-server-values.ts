import { disruptionBudget, podLabels, replicas, resources, spread } from "./availability";
import { charts } from "./charts";
import type { Values } from "./release";

/**
 * From its chart and not as the community add-on of EKS, whose values only AWS can check.
 * https://github.com/kubernetes-sigs/metrics-server#high-availability
 */
export function metricsServerValues(): Values {
    const { chart, release } = charts.metricsServer;
    return {
        replicas,
        podDisruptionBudget: { enabled: true, ...disruptionBudget },
        topologySpreadConstraints: spread(podLabels(chart, release)),
        // Enough for a hundred nodes, as its project recommends.
        resources: resources("100m", "200Mi"),
    };
}
