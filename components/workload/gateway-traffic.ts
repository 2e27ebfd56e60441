import { CustomResource } from "@pulumi/kubernetes/apiextensions";
import * as pulumi from "@pulumi/pulumi";

import { colors } from "../colors";
import { workloadLabels } from "../kubernetes/labels";
import { throwProblems } from "../problems";
import { type Transform, transformed } from "../transform";
import { previewValue, type TrafficArgs } from "./traffic";
import { gatewayLacks, lackProblems } from "./traffic-lacks";

export interface GatewayTrafficArgs extends TrafficArgs {
    /** Name of the Gateway, in the same namespace. Changed in place. */
    gateway: pulumi.Input<string>;
    /** Bends the route. */
    transform?: { route?: Transform<ConstructorParameters<typeof CustomResource>[1]> };
}

/**
 * A workload's share of a Gateway: one HTTPRoute that names both colors' Services for good. A switch edits its two
 * weights and nothing else. With a preview it also has a rule for the requests with the header, which names one color and
 * changes in the same request to the API. https://gateway-api.sigs.k8s.io/guides/traffic-splitting/
 *
 * @example
 * ```ts
 * import { type Color, GatewayTraffic, type Guard, weights } from "@alchemorsel/platform";
 *
 * declare const blue: Color;
 * declare const green: Color;
 * declare const guard: Guard; // from createGuard()
 *
 * new GatewayTraffic("recipes-traffic", {
 *     workload: "recipes",
 *     namespace: "alchemorsel",
 *     gateway: "public",
 *     // A tenth of the requests to the idle color.
 *     weights: weights("blue", 10),
 *     services: { blue: blue.service, green: green.service },
 *     port: 8080,
 *     longestRequestSeconds: 20,
 *     carriers: [blue, green],
 *     guard: guard.traffic,
 * });
 * ```
 */
export class GatewayTraffic extends pulumi.ComponentResource {
    constructor(name: string, args: GatewayTrafficArgs, opts?: pulumi.ComponentResourceOptions) {
        throwProblems(
            `The args of the traffic of ${args.workload} are not valid.`,
            lackProblems([], gatewayLacks, args),
        );
        super("alchemorsel:workload:GatewayTraffic", name, {}, opts);
        const route = {
            apiVersion: "gateway.networking.k8s.io/v1",
            kind: "HTTPRoute",
            metadata: { name: args.workload, namespace: args.namespace, labels: workloadLabels(args.workload) },
            spec: {
                parentRefs: [{ name: args.gateway }],
                ...(args.host === undefined ? {} : { hostnames: [args.host] }),
                rules: [...previewRules(args), weightedRule(args)],
            },
        };
        const hooks = { beforeCreate: [args.guard], beforeUpdate: [args.guard] };
        new CustomResource(
            `${name}-route`,
            ...transformed(args.transform?.route, route, { parent: this, dependsOn: args.carriers, hooks }),
        );
        this.registerOutputs({});
    }
}

function weightedRule({ services, port, weights }: GatewayTrafficArgs) {
    return { backendRefs: colors.map((color) => ({ name: services[color], port, weight: weights[color] })) };
}

/** A rule with a header comes before one without, wherever it stands. */
function previewRules({ services, port, preview }: GatewayTrafficArgs) {
    return preview === undefined
        ? []
        : [
              {
                  matches: [{ headers: [{ name: preview.header, value: previewValue }] }],
                  backendRefs: [{ name: services[preview.color], port }],
              },
          ];
}
