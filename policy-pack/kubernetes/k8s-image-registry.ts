import { cisEks, resourceRule } from "../rule";
import type { Value } from "../value";
import { imageNameParts } from "./image-name";
import { forEachContainer, podOf, workloadTypes } from "./pod";

export const k8sImageRegistry = resourceRule<{ registries: string[] }>({
    id: "k8s-image-registry",
    level: "mandatory",
    severity: "high",
    what: "Images come from approved registries only.",
    why: "Whoever owns a registry decides what runs: an image of another one was never scanned, may change or go away, and a misspelled name may be an attacker's.",
    fix: `image: "123456789012.dkr.ecr.eu-central-1.amazonaws.com/shop/web:1.4.2"`,
    controls: cisEks("5.1.4"),
    source: "https://kubernetes.io/docs/concepts/containers/images/",
    parameters: {
        registries: {
            description:
                "Registries that images may come from, or parts of one: `123456789012.dkr.ecr.eu-central-1.amazonaws.com`, `registry.example.com/shop`. An image without a host is of `docker.io`, one of a single word of `docker.io/library`. With an empty list the rule asks for nothing.",
            type: "array",
            items: { type: "string" },
            default: [],
        },
    },
    exampleParameters: { registries: ["registry.example.com/shop"] },
    types: workloadTypes,
    check(resource, { parameters, decide, violation }) {
        if (parameters.registries.length === 0) return;
        const pod = podOf(resource);
        const look = (image: Value) => {
            const name = image.text();
            if (name !== undefined && name !== "" && !isFromOneOf(parameters.registries, name)) {
                violation(image, "is not from a registry that the rule's parameter `registries` names");
            }
        };
        forEachContainer(pod, decide, (container) => {
            look(container.at("image"));
        });
        for (const volume of pod.spec.at("volumes").list()) {
            decide(() => {
                look(volume.at("image", "reference"));
            });
        }
    },
});

/** Whole parts only: `registry.example.com/shop` has nothing to do with `registry.example.com/shopping`. */
function isFromOneOf(registries: readonly string[], image: string): boolean {
    const name = imageNameParts(image);
    return registries.some((registry) => {
        const parts = registry.replace(/\/+$/, "").split("/");
        return parts.every((part, index) => part === name[index]);
    });
}
