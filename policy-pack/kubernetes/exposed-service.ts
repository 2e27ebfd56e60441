import type { Value } from "../value";

/** Classes of the controllers that make an internal load balancer where nothing is said: that of AWS, and EKS Auto Mode's. */
const internalByDefault = ["service.k8s.aws/nlb", "eks.amazonaws.com/nlb"];

/**
 * Whether a Service's load balancer stays within its network, by what AWS reads: the scheme, the older annotation, or a
 * controller that makes internal ones.
 * https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/service/annotations/
 */
export function isInternal(service: Value): boolean {
    const annotation = annotationsOf(service);
    const scheme = annotation("aws-load-balancer-scheme").text();
    if (scheme !== undefined) return scheme === "internal";
    const internal = annotation("aws-load-balancer-internal").scalar();
    if (internal !== undefined) return !["false", ""].includes(String(internal));
    if (internalByDefault.includes(service.at("spec", "loadBalancerClass").text() ?? "")) return true;
    return ["external", "nlb-ip"].includes(annotation("aws-load-balancer-type").text() ?? "");
}

/** Whether only some addresses reach its load balancer. */
export function isLimited(service: Value): boolean {
    const ranges = service.at("spec", "loadBalancerSourceRanges").texts();
    const all = ranges.length > 0 ? ranges : olderRanges(service);
    return all.length > 0 && all.every((range) => !/\/0+$/.test(range));
}

function olderRanges(service: Value): string[] {
    // EKS Auto Mode doesn't read the annotation.
    if (service.at("spec", "loadBalancerClass").text() === "eks.amazonaws.com/nlb") return [];
    const ranges = annotationsOf(service)("load-balancer-source-ranges").text() ?? "";
    return ranges
        .split(",")
        .map((range) => range.trim())
        .filter((range) => range !== "");
}

function annotationsOf(service: Value): (name: string) => Value {
    return (name) => service.at("metadata", "annotations", `service.beta.kubernetes.io/${name}`);
}
