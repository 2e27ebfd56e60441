import { bluegreenIdle } from "../../../../policy-pack/stack/bluegreen-idle";
import { deployment, labelsOf, ofOrders, route, routeWithPreview, service, services } from "../../color-cases";
import { type CaseResource, type RuleCases, unknown } from "../../rule-cases";

const source = "https://docs.aws.amazon.com/whitepapers/latest/blue-green-deployments/benefits.html";

function withContainers(color: string, containers: unknown): CaseResource {
    return deployment(color, { template: { metadata: { labels: labelsOf(color) }, spec: { containers } } });
}

const containers = "spec.template.spec.containers";
const app = { name: "recipes", image: "registry.example.com/recipes:1.5.0" };

export const cases: RuleCases = {
    rule: bluegreenIdle,
    compliant: {
        "the last version is kept": {
            source,
            resources: [deployment("blue", {}, "1.4.2"), deployment("green", {}, "1.5.0"), ...services, route(0, 100)],
        },
        "two apps that follow different colors, each with its last version": {
            source: "https://gateway-api.sigs.k8s.io/guides/traffic-splitting/",
            resources: [
                ...[deployment("blue", {}, "1.4.2"), deployment("green", {}, "1.5.0"), ...services, route(0, 100)],
                ...ofOrders([
                    deployment("blue", {}, "1.5.0"),
                    deployment("green", {}, "1.4.2"),
                    ...services,
                    route(100, 0),
                ]),
            ],
        },
        "the first deploy": { source, resources: [deployment("blue"), ...services, route(100, 0)] },
        "both colors carry traffic": {
            source: "https://gateway-api.sigs.k8s.io/guides/traffic-splitting/",
            resources: [deployment("blue"), deployment("green"), ...services, route(50, 50)],
        },
        "two apps of one version each": {
            source: "https://kubernetes.io/docs/concepts/overview/working-with-objects/common-labels/",
            resources: [
                deployment("blue"),
                {
                    ...deployment("green", { selector: { matchLabels: labelsOf("green", "orders") } }),
                },
                ...services,
                route(100, 0),
            ],
        },
        "Deployments without colors": {
            source: "https://kubernetes.io/docs/concepts/workloads/controllers/deployment/",
            resources: ["web", "web-2"].map((name) => ({
                type: "kubernetes:apps/v1:Deployment",
                name,
                properties: {
                    spec: { template: { metadata: { labels: { app: "web" } }, spec: { containers: [app] } } },
                },
            })),
        },
        "another label than that of the colors": {
            source: "https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/",
            parameters: { colorLabel: "example.com/color" },
            resources: [deployment("blue"), deployment("green"), ...services, route(100, 0)],
        },
    },
    violating: {
        "the same version in both": {
            resources: [deployment("blue"), deployment("green"), ...services, route(100, 0)],
            at: [`green ${containers}`],
        },
        "the same version in one of two apps that follow different colors": {
            resources: [
                ...[deployment("blue", {}, "1.4.2"), deployment("green", {}, "1.5.0"), ...services, route(0, 100)],
                ...ofOrders([deployment("blue"), deployment("green"), ...services, route(100, 0)]),
            ],
            at: [`orders green ${containers}`],
        },
        "the same version, and green is active": {
            resources: [deployment("blue"), deployment("green"), ...services, route(0, 100)],
            at: [`blue ${containers}`],
        },
        "the same version, though a preview shows it": {
            resources: [deployment("blue"), deployment("green"), ...services, routeWithPreview("green", 100, 0)],
            at: [`green ${containers}`],
        },
        "the same version, switched by a selector": {
            resources: [deployment("blue"), deployment("green"), service("switch", labelsOf("green"))],
            at: [`blue ${containers}`],
        },
        "the same version, where nothing tells which one is active": {
            resources: [deployment("blue"), deployment("green")],
            at: [`green ${containers}`],
        },
        "the same version, in containers of another order": {
            resources: [
                withContainers("blue", [app, { name: "proxy", image: "registry.example.com/proxy:3" }]),
                withContainers("green", [{ name: "proxy", image: "registry.example.com/proxy:3" }, app]),
                ...services,
                route(100, 0),
            ],
            at: [`green ${containers}`],
        },
        "of a wrong type": {
            resources: [
                withContainers("blue", [app]),
                withContainers("green", [{ image: 7 }]),
                ...services,
                route(100, 0),
            ],
            at: [`green ${containers}[0].image`],
        },
        "of the same version, with a weight that is unknown": {
            resources: [deployment("blue"), deployment("green"), ...services, route(100, unknown)],
            at: [`green ${containers}`],
        },
    },
    unknown: {
        "the idle color's image": {
            resources: [
                withContainers("blue", [app]),
                withContainers("green", [{ ...app, image: unknown }]),
                ...services,
                route(100, 0),
            ],
            undetermined: [`green ${containers}[0].image`],
        },
        "the active color's containers": {
            resources: [withContainers("blue", unknown), withContainers("green", [app]), ...services, route(100, 0)],
            undetermined: [`blue ${containers}`],
        },
    },
};
