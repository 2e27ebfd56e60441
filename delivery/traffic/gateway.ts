import { colors } from "../../components/colors";
import { colorObjectName } from "../../components/kubernetes/names";
import {
    gatewayRoutePath,
    isWeighted,
    type LiveRoute,
    type LiveRouteRule,
    weightsOfRoute,
} from "../../components/workload/gateway-weights";
import type { Weights } from "../../components/workload/weights";
import { UserError } from "../../embedded/errors";
import { type Clock, systemClock } from "../clock";
import { hasStatus } from "../cluster/cluster-error";
import { applierOf, type Owned, ownedPart } from "../cluster/ownership";
import type { ClusterWriter } from "../cluster/writer";
import { untilThere } from "./until-there";

type Route = Owned & LiveRoute;

/**
 * Gives a workload's HTTPRoute new weights, and nothing else, in one request that needs no engine; comes back once they are
 * read from the cluster, and throws when they aren't by the moment `until`.
 *
 * It applies as the manager that Pulumi applied as, with all that this manager owns, so the next `pulumi up` finds its own
 * work and no conflict. Weights that somebody else has edited by hand are taken back.
 */
export async function writeGatewayWeights(
    writer: Pick<ClusterWriter, "get" | "apply">,
    { namespace, workload }: { namespace: string; workload: string },
    weights: Weights,
    until: number,
    clock: Clock = systemClock,
): Promise<void> {
    const path = gatewayRoutePath(namespace, workload);
    const read = async () => {
        const route = await writer.get<Route>(path, until);
        if (route === undefined) {
            throw new UserError(`there is no HTTPRoute ${namespace}/${workload}: is ${workload} deployed?`);
        }
        return route;
    };
    const place = {
        name: `the HTTPRoute ${namespace}/${workload}`,
        hint: `See what: kubectl get httproute ${workload} -n ${namespace} -o yaml --show-managed-fields`,
        read,
        weightsOf: (route: Route) => weightsOfRoute(workload, route),
        write: async (route: Route) => {
            const { manager, object } = withWeights(workload, route, weights);
            await unlessConflict(writer.apply(path, manager, object, until));
        },
    };
    await untilThere(place, weights, until, clock);
}

/** A conflict means that the route has changed since it was read: it is read again then. */
async function unlessConflict(applied: Promise<unknown>): Promise<void> {
    try {
        await applied;
    } catch (error) {
        if (!hasStatus(error, 409)) {
            throw error;
        }
    }
}

/** What is applied to a route to give it these weights, and as which manager. */
export function withWeights(workload: string, route: Route, weights: Weights): { manager: string; object: Route } {
    const applier = applierOf(route, "f:spec", "f:rules");
    const { namespace = "", resourceVersion } = route.metadata;
    if (applier === undefined) {
        throw new UserError(
            `the HTTPRoute ${namespace}/${workload} was written by no server-side apply, so its weights cannot be changed ` +
                "in Pulumi's name: move the traffic with pulumi up",
        );
    }
    const owned = ownedPart(route, applier) as unknown as Route;
    const rules = (route.spec.rules ?? []).map((rule) =>
        isWeighted(rule) ? reweighted(workload, rule, weights) : rule,
    );
    checkBackends(workload, route, weights);
    return {
        manager: applier.manager,
        object: {
            ...owned,
            apiVersion: route.apiVersion,
            kind: route.kind,
            // The version is a condition: what another writer changed since it was read is not overwritten.
            metadata: { ...owned.metadata, name: route.metadata.name, namespace, resourceVersion },
            spec: { ...owned.spec, rules },
        },
    };
}

function reweighted(workload: string, rule: LiveRouteRule, weights: Weights): LiveRouteRule {
    return {
        ...rule,
        backendRefs: rule.backendRefs?.map((backend) => {
            const color = colors.find((name) => colorObjectName(workload, name) === backend.name);
            return color === undefined ? backend : { ...backend, weight: weights[color] };
        }),
    };
}

/** A route that doesn't name a color cannot give it a share. */
function checkBackends(workload: string, { spec, metadata }: Route, weights: Weights): void {
    const backends = (spec.rules ?? []).filter(isWeighted).flatMap((rule) => rule.backendRefs ?? []);
    const missing = colors
        .filter((color) => weights[color] > 0)
        .map((color) => colorObjectName(workload, color))
        .filter((service) => !backends.some(({ name }) => name === service));
    if (missing.length > 0) {
        throw new UserError(
            `the HTTPRoute ${metadata.namespace}/${workload} has no backend ${missing.join(", ")} to give traffic to: pulumi up makes it`,
        );
    }
}
