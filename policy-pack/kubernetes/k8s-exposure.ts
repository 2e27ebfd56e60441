import type { Resource } from "../resource";
import { cisEks, resourceRule, type Review } from "../rule";
import type { Value } from "../value";
import { anyHolds } from "./any-holds";
import { isInternal, isLimited } from "./exposed-service";

interface Parameters {
    publicServices: string[];
    plainHttp: string[];
    tlsClasses: string[];
}

const services = ["kubernetes:core/v1:Service", "kubernetes:core/v1:ServicePatch"];
const ingress = "kubernetes:networking.k8s.io/v1:Ingress";
const gateways = ["v1", "v1beta1"].map((version) => `kubernetes:gateway.networking.k8s.io/${version}:Gateway`);

export const k8sExposure = resourceRule<Parameters>({
    id: "k8s-exposure",
    level: "mandatory",
    severity: "high",
    what: "Nothing is reached from outside unless it is meant to be, and not in plain text.",
    why: "A Service of this kind is on the internet minutes later, past the web firewall, the certificate and the log of the load balancer that was made for it. Without TLS anyone on the way reads and changes what is sent.",
    fix: `// a Service
metadata: { annotations: { "service.beta.kubernetes.io/aws-load-balancer-scheme": "internal" } },
spec: { loadBalancerSourceRanges: ["203.0.113.0/24"] } // or for some addresses
// an Ingress
spec: { tls: [{ hosts: ["shop.example.com"], secretName: "shop-tls" }] }
// a Gateway
listeners: [{ name: "https", protocol: "HTTPS", port: 443, tls: { certificateRefs: [{ name: "shop-tls" }] } }]`,
    controls: cisEks("5.4.5"),
    source: "https://kubernetes.io/docs/concepts/services-networking/service/",
    parameters: {
        publicServices: {
            description:
                "Names of the Services that everybody may reach: through a load balancer, or on a port of each node.",
            type: "array",
            items: { type: "string" },
            default: [],
        },
        plainHttp: {
            description: "Names of the Ingresses and Gateways that may serve HTTP without TLS.",
            type: "array",
            items: { type: "string" },
            default: [],
        },
        tlsClasses: {
            description:
                "Ingress classes that bring a certificate of their own, as IngressClassParams of AWS may, or a controller with one for all.",
            type: "array",
            items: { type: "string" },
            default: [],
        },
    },
    types: [...services, ingress, ...gateways],
    check(resource, review) {
        if (services.includes(resource.type)) checkService(resource, review);
        else if (resource.type === ingress) checkIngress(resource, review);
        else checkGateway(resource, review);
    },
});

function checkService(resource: Resource, { parameters, violation }: Review<Parameters>): void {
    const type = resource.properties.at("spec", "type");
    const name = type.text();
    if (name !== "LoadBalancer" && name !== "NodePort") return;
    if (isNamed(resource, parameters.publicServices)) return;
    if (name === "NodePort") {
        violation(
            type,
            "opens a port on every node: leave the type out, and send traffic through an Ingress or a Gateway",
        );
    } else if (!anyHolds([() => isInternal(resource.properties), () => isLimited(resource.properties)])) {
        violation(
            type,
            "is of a kind that opens it to everybody: make it internal by annotation, or set `loadBalancerSourceRanges`",
        );
    }
}

/** AWS finds a certificate by the hosts where it listens for HTTPS. */
function checkIngress(resource: Resource, { parameters, violation }: Review<Parameters>): void {
    const { properties } = resource;
    const tls = properties.at("spec", "tls");
    const annotation = (name: string) =>
        properties.at("metadata", "annotations", `alb.ingress.kubernetes.io/${name}`).text() ?? "";
    const isFine = anyHolds([
        () => tls.list().length > 0,
        () => annotation("certificate-arn") !== "",
        () => annotation("listen-ports").includes('"HTTPS"'),
        () => parameters.tlsClasses.some((name) => name === classOf(properties)),
        () => isNamed(resource, parameters.plainHttp),
    ]);
    if (!isFine) violation(tls, "is empty: the hosts would be served without TLS");
}

function classOf(ingress: Value): string | undefined {
    return (
        ingress.at("spec", "ingressClassName").text() ??
        ingress.at("metadata", "annotations", "kubernetes.io/ingress.class").text()
    );
}

/**
 * A listener for plain HTTP on the port that browsers use, in a Gateway that has none with TLS beside it to redirect to.
 * On other ports, as on a developer's machine, something else may stand before it.
 */
function checkGateway(resource: Resource, { parameters, decide, violation }: Review<Parameters>): void {
    const listeners = resource.properties.at("spec", "listeners").list();
    const isFine = anyHolds([
        ...listeners.map((listener) => () => ["HTTPS", "TLS"].includes(listener.at("protocol").text() ?? "")),
        () => isNamed(resource, parameters.plainHttp),
    ]);
    if (isFine) return;
    for (const listener of listeners) {
        decide(() => {
            if (listener.at("protocol").text() !== "HTTP" || listener.at("port").number() !== 80) return;
            violation(listener, "serves HTTP, and no listener of the Gateway has TLS: add one, and redirect to it");
        });
    }
}

/** By its name in the cluster, or in the program. */
function isNamed({ name, properties }: Resource, names: readonly string[]): boolean {
    return names.includes(name) || names.some((one) => one === properties.at("metadata", "name").text());
}
