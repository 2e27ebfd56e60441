import { checkov, resourceRule } from "../rule";
import { forEachContainer, podOf, workloadTypes } from "./pod";

export const k8sImagePinned = resourceRule<{ requireDigest: boolean }>({
    id: "k8s-image-pinned",
    level: "mandatory",
    severity: "medium",
    what: "Containers name the version of their image: a tag other than latest, or a digest.",
    why: "Without one, each node runs what the registry had when it last looked: replicas differ, and going back brings back nothing.",
    fix: `image: "registry.example.com/shop/web:1.4.2"`,
    controls: [...checkov("CKV_K8S_14")],
    source: "https://kubernetes.io/docs/concepts/containers/images/",
    types: workloadTypes,
    parameters: {
        requireDigest: {
            description: "Whether a tag is not enough, since it can be moved: every image needs its digest.",
            type: "boolean",
            default: false,
        },
    },
    check(resource, { decide, violation, parameters }) {
        const pod = podOf(resource);
        forEachContainer(pod, decide, (container) => {
            const image = container.at("image");
            if (pod.isPatch && image.isMissing) return;
            const problem = problemOf(image.text() ?? "", parameters.requireDigest);
            if (problem !== undefined) violation(image, problem);
        });
    },
});

function problemOf(image: string, requireDigest: boolean): string | undefined {
    const [name = "", digest] = image.split("@");
    if (digest !== undefined && /^[\w+.-]+:[\da-f]{32,}$/i.test(digest)) return undefined;
    if (requireDigest) return "has no digest (name:tag@sha256:…)";
    // A colon before the last slash is that of the registry's port.
    const [, tag = ""] = (name.split("/").at(-1) ?? "").split(":");
    if (tag === "") return "has neither a tag nor a digest, which means latest";
    return tag === "latest" ? "has the tag latest, which moves: that of a version belongs there" : undefined;
}
