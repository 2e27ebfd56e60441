import { colors, perColor } from "../colors";
import { colorObjectName } from "../kubernetes/names";
import type { ClusterReader } from "../kubernetes/reader";
import type { Weights } from "./weights";

/** What the weights are in, of an HTTPRoute. */
export interface LiveRoute {
    spec: { rules?: LiveRouteRule[] };
}

export interface LiveRouteRule {
    matches?: { headers?: unknown[]; path?: unknown }[];
    backendRefs?: { name: string; weight?: number }[];
}

/** Path of a workload's HTTPRoute in the cluster's API. */
export function gatewayRoutePath(namespace: string, workload: string): string {
    return `/apis/gateway.networking.k8s.io/v1/namespaces/${namespace}/httproutes/${workload}`;
}

/** The weights that a workload's HTTPRoute has now, in percent; `undefined` without a route. */
export async function readGatewayWeights(
    reader: ClusterReader,
    namespace: string,
    workload: string,
): Promise<Weights | undefined> {
    const route = await reader.get<LiveRoute>(gatewayRoutePath(namespace, workload));
    return route && weightsOfRoute(workload, route);
}

/** Whether a rule shares requests out. One that sends those with a header to one backend doesn't: it is the preview. */
export function isWeighted({ matches = [], backendRefs = [] }: LiveRouteRule): boolean {
    const needsHeader = matches.length > 0 && matches.every(({ headers = [] }) => headers.length > 0);
    return !(needsHeader && backendRefs.length === 1);
}

/** Weights are relative to their sum, so one that was edited by hand (1 and 3) counts as 25 and 75 too. */
export function weightsOfRoute(workload: string, route: LiveRoute): Weights {
    const backends = (route.spec.rules ?? []).filter(isWeighted).flatMap((rule) => rule.backendRefs ?? []);
    const share = perColor((color) =>
        backends
            .filter(({ name }) => name === colorObjectName(workload, color))
            // Gateway API: a backend without a weight has weight 1.
            .reduce((sum, { weight }) => sum + (weight ?? 1), 0),
    );
    const total = colors.reduce((sum, color) => sum + share[color], 0);
    return perColor((color) => (total === 0 ? 0 : (100 * share[color]) / total));
}
