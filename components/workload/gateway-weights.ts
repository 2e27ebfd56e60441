import { colors, perColor } from "../colors";
import { colorObjectName } from "../kubernetes/names";
import type { ClusterReader } from "../kubernetes/reader";
import type { Weights } from "./weights";

interface LiveRoute {
    spec: { rules?: { backendRefs?: { name: string; weight?: number }[] }[] };
}

/** The weights that a workload's HTTPRoute has now, in percent; `undefined` without a route. */
export async function readGatewayWeights(
    reader: ClusterReader,
    namespace: string,
    workload: string,
): Promise<Weights | undefined> {
    const path = `/apis/gateway.networking.k8s.io/v1/namespaces/${namespace}/httproutes/${workload}`;
    const route = await reader.get<LiveRoute>(path);
    return route && weightsOfRoute(workload, route);
}

/** Weights are relative to their sum, so one that was edited by hand (1 and 3) counts as 25 and 75 too. */
export function weightsOfRoute(workload: string, route: LiveRoute): Weights {
    const backends = route.spec.rules?.flatMap((rule) => rule.backendRefs ?? []) ?? [];
    const share = perColor((color) =>
        backends
            .filter(({ name }) => name === colorObjectName(workload, color))
            // Gateway API: a backend without a weight has weight 1.
            .reduce((sum, { weight }) => sum + (weight ?? 1), 0),
    );
    const total = colors.reduce((sum, color) => sum + share[color], 0);
    return perColor((color) => (total === 0 ? 0 : (100 * share[color]) / total));
}
