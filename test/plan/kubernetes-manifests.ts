import { stringify } from "yaml";

import type { PlannedResource } from "../../embedded/preview/plan";
import { given, isObject, isUnknown } from "./placeholders";

/** The manifests of a plan, in one YAML file: a Kubernetes resource's inputs are its manifest. Helm releases have none. */
export function kubernetesManifests(resources: readonly PlannedResource[]): string[] {
    return resources
        .filter(({ type, inputs }) => type.startsWith("kubernetes:") && "apiVersion" in inputs && "kind" in inputs)
        .map(({ inputs }) => stringify(known(inputs)));
}

/** What isn't known before the update is some text or other. */
function known(value: unknown): unknown {
    if (isUnknown(value)) return "known-after-update";
    if (Array.isArray(value)) return value.map(known);
    if (!isObject(value)) return value;
    return Object.fromEntries(given(value).map(([key, each]) => [key, known(each)]));
}
