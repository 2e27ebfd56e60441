import { ListenerRule, type ListenerRuleArgs, TargetGroup, type TargetGroupArgs } from "@pulumi/aws/lb";
import { CustomResource } from "@pulumi/kubernetes/apiextensions";
import * as pulumi from "@pulumi/pulumi";

import { type ColorName, colors, perColor, type PerColor } from "../colors";
import type { RoutingDelays } from "../foundation/foundation";
import { colorLabels } from "../kubernetes/labels";
import { throwProblems } from "../problems";
import { type Transform, transformed } from "../transform";
import { albTrafficProblems, previewPriority, rulePriority } from "./alb-rules";
import { type AlbTimings, albTimings } from "./alb-timings";
import type { AlbReader } from "./alb-weights";
import { namespaceTag } from "./hook-args";
import { previewValue, type TrafficArgs } from "./traffic";
import { weightsCheck } from "./weights-check";

export interface AlbTrafficArgs extends TrafficArgs {
    /** ARN of the HTTPS listener. Changing it replaces the rule. */
    listenerArn: pulumi.Input<string>;
    /** The VPC of the pods. Changing it replaces the target groups, which then need other names. */
    vpcId: pulumi.Input<string>;
    /**
     * Name of each color's target group, at most 32 letters, digits and dashes, unique in the account and region; the guard
     * finds them by it. Changing one replaces that target group, once the rule names the new one; requests may fail until
     * the controller has filled that.
     */
    targetGroups: PerColor<string>;
    /**
     * Place of the rule among those of the listener, 1 to 50000; that of the preview's rule is the one before. Default:
     * computed from the workload's name. In place.
     */
    priority?: number;
    /** How fast the load balancer follows a pod, in seconds: the same numbers that the pods' timings are made of. In place. */
    routing: RoutingDelays;
    /** Seconds in which a new pod's share grows to its full size, 0 or 30 to 900; default 30. Changed in place. */
    slowStartSeconds?: number;
    /**
     * What fills the target groups: the AWS Load Balancer Controller, or EKS Auto Mode, which may only touch the target
     * groups that carry its cluster's tag. Changing it replaces the bindings.
     */
    controller: { kind: "loadBalancerController" } | { kind: "autoMode"; clusterName: pulumi.Input<string> };
    /** Reads the weights back after they were written. */
    reader: Pick<AlbReader, "weights">;
    /** Region of the load balancer; default: the provider's. Changing it replaces everything. */
    region?: pulumi.Input<string>;
    /** Tags of the rule and of the target groups; default none. Changed in place. */
    tags?: Record<string, pulumi.Input<string>>;
    /**
     * Bends a child; those of a color are the same for both, and `rule` is the one with the weights. Keep the rule's hooks
     * and tags: the guard lives by them.
     */
    transform?: {
        rule?: Transform<ListenerRuleArgs>;
        previewRule?: Transform<ListenerRuleArgs>;
        targetGroup?: Transform<TargetGroupArgs>;
        binding?: Transform<ConstructorParameters<typeof CustomResource>[1]>;
    };
}

/** Where the app says that it is ready, as for its readiness probe. */
const readyPath = "/readyz";

/**
 * A workload's share of an application load balancer: one listener rule that names a target group per color for good.
 * Pulumi owns all three, and a `TargetGroupBinding` fills each group with the pods of its color's Service, so a switch
 * edits two weights in one call to the AWS API that waits for no controller in the cluster. The weights are read back.
 *
 * With a preview there is a second rule before it, for the requests with the header: it forwards to one target group, and
 * follows a switch in a call of its own, after that of the weights.
 *
 * A load balancer takes 100 rules and 100 target groups unless AWS raises the quota: 50 workloads, with a preview as well.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-target-groups.html
 * https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/targetgroupbinding/targetgroupbinding/
 *
 * @example
 * ```ts
 * import { type Color, type Guard, weights } from "@alchemorsel/platform";
 * import { albReader, AlbTraffic, type Edge, elbApi, type Network } from "@alchemorsel/platform/aws";
 *
 * declare const blue: Color;
 * declare const edge: Edge;
 * declare const green: Color;
 * declare const guard: Guard; // from createGuard()
 * declare const network: Network;
 *
 * const targetGroups = { blue: "staging-recipes-blue", green: "staging-recipes-green" };
 *
 * new AlbTraffic("recipes-traffic", {
 *     workload: "recipes",
 *     namespace: "alchemorsel",
 *     host: "recipes.example.com",
 *     weights: weights("blue", 0),
 *     services: { blue: blue.service, green: green.service },
 *     port: 8080,
 *     longestRequestSeconds: 20,
 *     carriers: [blue],
 *     guard: guard.traffic,
 *     listenerArn: edge.loadBalancer.listenerArn,
 *     vpcId: network.vpcId,
 *     targetGroups,
 *     routing: { deregistrationSeconds: 15, healthCheckSeconds: 10 },
 *     controller: { kind: "loadBalancerController" },
 *     reader: albReader(elbApi("eu-central-1"), targetGroups),
 *     region: "eu-central-1",
 * });
 * ```
 */
export class AlbTraffic extends pulumi.ComponentResource {
    /** The parts of the target groups' ARNs by which CloudWatch's metrics call them. */
    public readonly targetGroupSuffixes: PerColor<pulumi.Output<string>>;

    constructor(name: string, args: AlbTrafficArgs, opts?: pulumi.ComponentResourceOptions) {
        const priority = args.priority ?? rulePriority(args.workload, args.host);
        const timings = { ...args.routing, ...args };
        const problems = albTrafficProblems([], { ...args, priority, timings });
        throwProblems(`The args of the traffic of ${args.workload} are not valid.`, problems);
        super("alchemorsel:workload:AlbTraffic", name, {}, opts);
        const targetGroups = perColor((color) => this.createTargetGroup(name, color, args, albTimings(timings)));
        const bindings = colors.map((color) => this.createBinding(name, color, args, targetGroups[color]));
        const rule = this.createRule(name, { ...args, priority }, targetGroups, bindings);
        this.createPreviewRule(name, { ...args, priority }, targetGroups, rule);
        this.targetGroupSuffixes = perColor((color) => targetGroups[color].arnSuffix);
        this.registerOutputs({});
    }

    private createTargetGroup(name: string, color: ColorName, args: AlbTrafficArgs, timings: AlbTimings): TargetGroup {
        const { intervalSeconds, timeoutSeconds, healthyThreshold, unhealthyThreshold } = timings.healthCheck;
        const { controller, region } = args;
        const targetGroup: TargetGroupArgs = {
            name: args.targetGroups[color],
            region,
            vpcId: args.vpcId,
            targetType: "ip",
            // TLS ends at the load balancer; beyond it only the workload's own security group and network policy let in.
            protocol: "HTTP",
            port: args.port,
            deregistrationDelay: timings.deregistrationDelaySeconds,
            slowStart: timings.slowStartSeconds,
            // The only algorithm that slow start works with.
            loadBalancingAlgorithmType: "round_robin",
            stickiness: { type: "lb_cookie", enabled: false },
            healthCheck: {
                path: readyPath,
                protocol: "HTTP",
                matcher: "200",
                interval: intervalSeconds,
                timeout: timeoutSeconds,
                healthyThreshold,
                unhealthyThreshold,
            },
            tags: {
                ...args.tags,
                "alchemorsel.dev/color": color,
                ...(controller.kind === "autoMode" ? { "eks:eks-cluster-name": controller.clusterName } : {}),
            },
        };
        return new TargetGroup(
            `${name}-${color}`,
            ...transformed(args.transform?.targetGroup, targetGroup, { parent: this }),
        );
    }

    /**
     * A target group cannot be changed in a binding, so another one gets a binding of its own, under its own name.
     *
     * The first pods come before the binding: where the controller's readiness gates are on, pods that find a binding
     * aren't ready before the load balancer has checked them, which it does only once the rule is there.
     */
    private createBinding(name: string, color: ColorName, args: AlbTrafficArgs, targetGroup: TargetGroup) {
        const isAuto = args.controller.kind === "autoMode";
        const binding = {
            apiVersion: isAuto ? "eks.amazonaws.com/v1" : "elbv2.k8s.aws/v1beta1",
            kind: "TargetGroupBinding",
            metadata: {
                name: args.targetGroups[color].toLowerCase(),
                namespace: args.namespace,
                labels: colorLabels(args.workload, color),
            },
            spec: {
                targetGroupARN: targetGroup.arn,
                targetType: "ip",
                serviceRef: { name: args.services[color], port: args.port },
            },
        };
        return new CustomResource(
            `${name}-${color}-binding`,
            ...transformed(args.transform?.binding, binding, {
                parent: this,
                dependsOn: args.carriers,
                replaceOnChanges: ["spec.targetGroupARN"],
            }),
        );
    }

    private createRule(
        name: string,
        args: AlbTrafficArgs & { priority: number },
        targetGroups: PerColor<TargetGroup>,
        bindings: pulumi.Resource[],
    ): ListenerRule {
        const { guard, weights, stickySeconds } = args;
        const rule: ListenerRuleArgs = {
            region: args.region,
            listenerArn: args.listenerArn,
            priority: args.priority,
            conditions: [hostCondition(args)],
            actions: [
                {
                    type: "forward",
                    forward: {
                        targetGroups: colors.map((color) => ({ arn: targetGroups[color].arn, weight: weights[color] })),
                        ...(stickySeconds === undefined
                            ? {}
                            : { stickiness: { enabled: true, duration: stickySeconds } }),
                    },
                },
            ],
            tags: { ...args.tags, [namespaceTag]: knownWith(targetGroups, args.namespace) },
        };
        const check = weightsCheck(name, args.workload, weights, () => args.reader.weights());
        return new ListenerRule(
            `${name}-rule`,
            ...transformed(args.transform?.rule, rule, {
                parent: this,
                dependsOn: [...args.carriers, ...bindings],
                hooks: {
                    beforeCreate: [guard],
                    beforeUpdate: [guard],
                    afterCreate: [check],
                    afterUpdate: [check],
                },
            }),
        );
    }

    /** It comes after the weights, so that a switch that is refused leaves the preview where it is too. */
    private createPreviewRule(
        name: string,
        { preview, ...args }: AlbTrafficArgs & { priority: number },
        targetGroups: PerColor<TargetGroup>,
        weighted: ListenerRule,
    ): void {
        if (preview === undefined) {
            return;
        }
        const rule: ListenerRuleArgs = {
            region: args.region,
            listenerArn: args.listenerArn,
            priority: previewPriority(args.priority),
            conditions: [
                hostCondition(args),
                { httpHeader: { httpHeaderName: preview.header, values: [previewValue] } },
            ],
            actions: [{ type: "forward", targetGroupArn: targetGroups[preview.color].arn }],
            tags: args.tags,
        };
        new ListenerRule(
            `${name}-preview-rule`,
            ...transformed(args.transform?.previewRule, rule, { parent: this, dependsOn: weighted }),
        );
    }
}

function hostCondition({ host }: Pick<AlbTrafficArgs, "host">) {
    return host === undefined ? { pathPattern: { values: ["/*"] } } : { hostHeader: { values: [host] } };
}

/**
 * The namespace in which the guard looks, unknown until the target groups are there: before them nothing can carry
 * traffic, and a preview of a stack that is yet to be must read nothing, neither of a cluster nor of an account.
 */
function knownWith(targetGroups: PerColor<TargetGroup>, namespace: pulumi.Input<string>): pulumi.Output<string> {
    return pulumi.all([namespace, targetGroups.blue.arn, targetGroups.green.arn]).apply(([known]) => known);
}
