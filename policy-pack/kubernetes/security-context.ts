import type { Review } from "../rule";
import type { Value } from "../value";
import { forEachContainer, type Pod } from "./pod";

type Violation = Review<object>["violation"];
type Decide = Review<object>["decide"];

/** The security context of the pod, and that of each container. */
export function forEachSecurityContext(pod: Pod, decide: Decide, look: (context: Value) => void): void {
    decide(() => {
        look(pod.spec.at("securityContext"));
    });
    forEachContainer(pod, decide, (container) => {
        look(container.at("securityContext"));
    });
}

/** What a setting of security contexts has to be. */
export interface Demand {
    /** Below the security context. */
    readonly setting: readonly string[];
    readonly isRight: (setting: Value) => boolean;
    /** Messages: for what is set and isn't right, and for a container where neither it nor its pod sets anything. */
    readonly wrong: string;
    readonly missing: string;
}

/**
 * Each container has to have the setting of its own, or else from its pod. What the pod says has to be right even where
 * every container says otherwise: so the Pod Security Standards have it.
 */
export function demand(
    pod: Pod,
    { decide, violation }: { decide: Decide; violation: Violation },
    { setting, isRight, wrong, missing }: Demand,
): void {
    const ofPod = pod.spec.at("securityContext", ...setting);
    decide(() => {
        if (!ofPod.isMissing && !isRight(ofPod)) violation(ofPod, wrong);
    });
    forEachContainer(pod, decide, (container) => {
        const own = container.at("securityContext", ...setting);
        if (!own.isMissing) {
            if (!isRight(own)) violation(own, wrong);
        } else if (!pod.isPatch && ofPod.isMissing) {
            violation(own, missing);
        }
    });
}

/** Violations of what only Linux has: the API refuses these settings in a pod of Windows. */
export function onLinux({ spec }: Pod, violation: Violation): Violation {
    return (where, message) => {
        if (spec.at("os", "name").text() !== "windows") violation(where, message);
    };
}
