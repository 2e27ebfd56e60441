import { type CaseResource, unknown } from "./rule-cases";

/** Resources of an app with two colors, as the cases about colors have them. */

export const colorLabel = "alchemorsel.dev/color";

const namespace = "shop";

export function labelsOf(color: unknown, app = "recipes"): Record<string, unknown> {
    return { "app.kubernetes.io/name": app, [colorLabel]: color };
}

/** Named for its color. */
export function deployment(color: string, spec: Record<string, unknown> = {}, image = "1.4.2"): CaseResource {
    const labels = labelsOf(color);
    return {
        type: "kubernetes:apps/v1:Deployment",
        name: color,
        properties: {
            metadata: { name: `recipes-${color}`, namespace, labels },
            spec: {
                selector: { matchLabels: labels },
                template: {
                    metadata: { labels },
                    spec: { containers: [{ name: "recipes", image: `registry.example.com/recipes:${image}` }] },
                },
                ...spec,
            },
        },
    };
}

/** The same resources of an app called `orders`, beside the first one: a stack whose workloads follow colors of their own. */
export function ofOrders(resources: readonly CaseResource[]): CaseResource[] {
    const text = JSON.stringify(resources).replaceAll("recipes", "orders").replaceAll('"to-', '"orders-to-');
    const renamed = JSON.parse(text) as CaseResource[];
    return renamed.map((one) => ({ ...one, name: `orders ${one.name}`.replace("orders orders-", "orders ") }));
}

export function service(name: string, selector: unknown): CaseResource {
    return {
        type: "kubernetes:core/v1:Service",
        name,
        properties: { metadata: { name, namespace }, spec: { selector, ports: [{ port: 8080, targetPort: "http" }] } },
    };
}

export const services = [service("to-blue", labelsOf("blue")), service("to-green", labelsOf("green"))];

export function route(blue: unknown, green: unknown): CaseResource {
    return {
        type: "kubernetes:gateway.networking.k8s.io/v1:HTTPRoute",
        name: "route",
        properties: {
            metadata: { name: "recipes", namespace },
            spec: {
                parentRefs: [{ name: "public" }],
                rules: [
                    {
                        backendRefs: [
                            { name: "to-blue", port: 8080, weight: blue },
                            { name: "to-green", port: 8080, weight: green },
                        ],
                    },
                ],
            },
        },
    };
}

/** The same with a rule that sends the requests with a header to one color. */
export function routeWithPreview(preview: string, blue: unknown, green: unknown): CaseResource {
    const plain = route(blue, green);
    const spec = plain.properties.spec as { rules: object[] };
    const rule = {
        matches: [{ headers: [{ name: "x-preview", value: "idle" }] }],
        backendRefs: [{ name: `to-${preview}`, port: 8080 }],
    };
    return { ...plain, properties: { ...plain.properties, spec: { ...spec, rules: [rule, ...spec.rules] } } };
}

const arnOf = (color: string) => `arn:aws:elasticloadbalancing:eu-central-1:111122223333:targetgroup/${color}/6d0e`;

export function binding(color: string, known = true): CaseResource {
    return {
        type: "kubernetes:elbv2.k8s.aws/v1beta1:TargetGroupBinding",
        name: `${color}-binding`,
        properties: {
            metadata: { name: `recipes-${color}`, namespace },
            spec: {
                targetGroupARN: known ? arnOf(color) : unknown,
                targetType: "ip",
                serviceRef: { name: `to-${color}`, port: 8080 },
            },
        },
        dependencies: known ? {} : { spec: [`${color}-group`] },
    };
}

export function targetGroup(color: string, known = true): CaseResource {
    return {
        type: "aws:lb/targetGroup:TargetGroup",
        name: `${color}-group`,
        properties: {
            arn: known ? arnOf(color) : unknown,
            port: 8080,
            protocol: "HTTP",
            tags: { [colorLabel]: color },
        },
    };
}

export function listenerRule(blue: unknown, green: unknown, known = true): CaseResource {
    const targetOf = (color: string, weight: unknown) => ({ arn: known ? arnOf(color) : unknown, weight });
    return {
        type: "aws:lb/listenerRule:ListenerRule",
        name: "rule",
        properties: {
            priority: 100,
            actions: [
                { type: "forward", forward: { targetGroups: [targetOf("blue", blue), targetOf("green", green)] } },
            ],
        },
        dependencies: known ? {} : { actions: ["blue-group", "green-group"] },
    };
}

/** The rule that sends the requests with a header to one color. */
export function previewRule(color: string): CaseResource {
    return {
        type: "aws:lb/listenerRule:ListenerRule",
        name: "preview",
        properties: {
            priority: 99,
            conditions: [
                { pathPattern: { values: ["/*"] } },
                { httpHeader: { httpHeaderName: "x-preview", values: ["idle"] } },
            ],
            actions: [{ type: "forward", targetGroupArn: arnOf(color) }],
        },
    };
}

/** The default action of a listener that has one target group. */
export function listener(color: string, type = "aws:alb/listener:Listener"): CaseResource {
    return {
        type,
        name: "listener",
        properties: { port: 443, defaultActions: [{ type: "forward", targetGroupArn: arnOf(color) }] },
    };
}
