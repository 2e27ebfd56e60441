import { bluegreenActive } from "../../../../policy-pack/stack/bluegreen-active";
import {
    binding,
    deployment,
    labelsOf,
    listener,
    listenerRule,
    ofOrders,
    previewRule,
    route,
    routeWithPreview,
    service,
    services,
    targetGroup,
} from "../../color-cases";
import { type CaseResource, type RuleCases, unknown } from "../../rule-cases";

const weights = "https://gateway-api.sigs.k8s.io/guides/traffic-splitting/";
const targetGroups =
    "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-listener-rules.html";
const groups = [targetGroup("blue"), targetGroup("green")];
const bindings = [binding("blue"), binding("green")];
const plannedGroups = ["blue", "green"].flatMap((color) => [targetGroup(color, false), binding(color, false)]);

function scaler(type: string, name: string): CaseResource {
    return {
        type,
        name: "scaler",
        properties: { metadata: { namespace: "shop" }, spec: { scaleTargetRef: { kind: "Deployment", name } } },
    };
}

const backends = "route spec.rules[0].backendRefs";
const targets = "rule actions[0].forward.targetGroups";
const selector = 'switch spec.selector["alchemorsel.dev/color"]';

export const cases: RuleCases = {
    rule: bluegreenActive,
    compliant: {
        "the first deploy: one color, the other's Service waits": {
            source: weights,
            resources: [deployment("blue"), ...services, route(100, 0)],
        },
        "a canary with pods in both colors": {
            source: weights,
            resources: [deployment("blue"), deployment("green", { replicas: 1 }), ...services, route(90, 10)],
        },
        "an idle color without pods behind a load balancer": {
            source: targetGroups,
            resources: [
                deployment("blue", { replicas: 2 }),
                deployment("green", { replicas: 0 }),
                ...services,
                ...groups,
                ...bindings,
                listenerRule(100, 0),
            ],
        },
        "target groups that are yet to be, and pods in both colors": {
            source: targetGroups,
            resources: [
                deployment("blue"),
                deployment("green"),
                ...services,
                ...plannedGroups,
                listenerRule(90, 10, false),
            ],
        },
        "two apps, each with pods in the color that it follows": {
            source: weights,
            resources: [
                ...[deployment("blue"), ...services, route(100, 0)],
                ...ofOrders([deployment("green"), ...services, route(0, 100)]),
            ],
        },
        "a preview of a color whose pods are yet to come": {
            source: "https://gateway-api.sigs.k8s.io/guides/http-routing/",
            resources: [deployment("blue"), ...services, routeWithPreview("green", 100, 0)],
        },
        "a preview of a color whose pods are yet to come, behind a load balancer": {
            source: targetGroups,
            resources: [
                deployment("blue"),
                ...services,
                ...groups,
                ...bindings,
                previewRule("green"),
                listenerRule(100, 0),
            ],
        },
        "a Service whose selector is the switch": {
            source: "https://kubernetes.io/docs/concepts/services-networking/service/",
            resources: [deployment("green"), deployment("blue", { replicas: 0 }), service("switch", labelsOf("green"))],
        },
        "KEDA scales the color up from none": {
            source: "https://keda.sh/docs/latest/concepts/scaling-deployments/",
            resources: [
                deployment("blue", { replicas: 0 }),
                ...services,
                scaler("kubernetes:keda.sh/v1alpha1:ScaledObject", "recipes-blue"),
                route(100, 0),
            ],
        },
        "a label of one's own": {
            source: "https://kubernetes.io/docs/concepts/overview/working-with-objects/common-labels/",
            parameters: { colorLabel: "app.kubernetes.io/version" },
            resources: [
                { ...service("switch", { "app.kubernetes.io/version": "v2" }) },
                {
                    type: "kubernetes:apps/v1:StatefulSet",
                    name: "web",
                    properties: {
                        metadata: { namespace: "shop" },
                        spec: {
                            replicas: 3,
                            template: { metadata: { labels: { "app.kubernetes.io/version": "v2" } } },
                        },
                    },
                },
            ],
        },
        "a stack without colors": {
            source: "https://kubernetes.io/docs/tutorials/kubernetes-basics/expose/expose-intro/",
            resources: [service("web", { app: "web" }), { ...route(100, 0) }, listener("blue")],
        },
    },
    violating: {
        "a route to a color that has no Deployment": {
            resources: [deployment("blue"), ...services, route(0, 100)],
            at: [`${backends}[1].weight`],
        },
        "one of two apps, in a color that only the other one has": {
            resources: [
                ...[deployment("blue"), ...services, route(0, 100)],
                ...ofOrders([deployment("green"), ...services, route(0, 100)]),
            ],
            at: [`${backends}[1].weight`],
        },
        "a canary that has no pods": {
            resources: [deployment("blue"), deployment("green", { replicas: 0 }), ...services, route(99, 1)],
            at: [`${backends}[1].weight`],
        },
        "a weight by default": {
            resources: [deployment("green"), ...services, route(undefined, 1)],
            at: [`${backends}[0].weight`],
        },
        "an autoscaler, which is off at no replicas": {
            resources: [
                deployment("blue", { replicas: 0 }),
                ...services,
                scaler("kubernetes:autoscaling/v2:HorizontalPodAutoscaler", "recipes-blue"),
                route(100, 0),
            ],
            at: [`${backends}[0].weight`],
        },
        "a canary without pods beside a preview": {
            resources: [deployment("blue"), ...services, routeWithPreview("blue", 99, 1)],
            at: ["route spec.rules[1].backendRefs[1].weight"],
        },
        "a rule of a load balancer": {
            resources: [deployment("blue"), ...services, ...groups, ...bindings, listenerRule(50, 50)],
            at: [`${targets}[1].weight`],
        },
        "the one target group of a listener, of the older name": {
            resources: [deployment("blue"), ...services, ...groups, ...bindings, listener("green")],
            at: ["listener defaultActions[0].targetGroupArn"],
        },
        "target groups of another stack": {
            resources: [deployment("blue"), ...services, ...bindings, listener("green", "aws:lb/listener:Listener")],
            at: ["listener defaultActions[0].targetGroupArn"],
        },
        "a Service whose selector was switched too early": {
            resources: [deployment("blue"), service("switch", labelsOf("green"))],
            at: [selector],
        },
        "a Service of another app": {
            resources: [deployment("blue"), service("switch", labelsOf("blue", "orders"))],
            at: [selector],
        },
        "pods of another namespace": {
            resources: [
                {
                    ...deployment("blue"),
                    properties: { ...deployment("blue").properties, metadata: { name: "recipes-blue" } },
                },
                ...services,
                route(100, 0),
            ],
            at: [`${backends}[0].weight`],
        },
        "of a wrong type": {
            resources: [deployment("blue"), ...services, route("100", 0)],
            at: [`${backends}[0].weight`],
        },
    },
    unknown: {
        "a weight, and the other goes nowhere": {
            resources: [deployment("orange"), ...services, route(100, unknown)],
            undetermined: [`${backends}[1].weight`],
            at: [`${backends}[0].weight`],
        },
        "target groups that are yet to be, and pods in one color": {
            resources: [deployment("blue"), ...services, ...plannedGroups, listenerRule(100, 0, false)],
            undetermined: [`${targets}[0].weight`],
        },
        "the rules of a route": {
            resources: [
                deployment("blue"),
                ...services,
                { ...route(100, 0), properties: { metadata: { namespace: "shop" }, spec: { rules: unknown } } },
            ],
            undetermined: ["route spec.rules"],
        },
        "the replicas": {
            resources: [deployment("blue", { replicas: unknown }), ...services, route(100, 0)],
            undetermined: [`${backends}[0].weight`],
        },
        "a color's pods": {
            resources: [deployment("blue", { template: unknown }), service("switch", labelsOf("blue"))],
            undetermined: [selector],
        },
        "pods of another stack": { resources: [...services, route(100, 0)], undetermined: [`${backends}[0].weight`] },
    },
};
