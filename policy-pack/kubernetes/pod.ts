import type { Resource } from "../resource";
import type { Value } from "../value";

/** Where the pod stands in a resource, by its type without `Patch`. */
const podPaths: Readonly<Record<string, readonly string[]>> = {
    "kubernetes:core/v1:Pod": [],
    "kubernetes:core/v1:ReplicationController": ["spec", "template"],
    "kubernetes:apps/v1:Deployment": ["spec", "template"],
    "kubernetes:apps/v1:StatefulSet": ["spec", "template"],
    "kubernetes:apps/v1:DaemonSet": ["spec", "template"],
    "kubernetes:apps/v1:ReplicaSet": ["spec", "template"],
    "kubernetes:batch/v1:Job": ["spec", "template"],
    "kubernetes:batch/v1:CronJob": ["spec", "jobTemplate", "spec", "template"],
};

/** Every type that has pods in it, and the patches of these. */
export const workloadTypes: readonly string[] = Object.keys(podPaths).flatMap((type) => [type, `${type}Patch`]);

/** The pod of a workload. */
export interface Pod {
    readonly metadata: Value;
    readonly spec: Value;
    /** A patch sets some fields of an object that is there: what it leaves out is not missing. */
    readonly isPatch: boolean;
}

export function podOf({ type, properties }: Resource): Pod {
    const template = properties.at(...podPath(type));
    return { metadata: template.at("metadata"), spec: template.at("spec"), isPatch: isPatch(type) };
}

/** The keys to the pod in a workload of this type; its metadata and its spec are below. */
export function podPath(type: string): readonly string[] {
    return podPaths[type.replace(/Patch$/, "")] ?? [];
}

export function isPatch(type: string): boolean {
    return type.endsWith("Patch");
}

/** The lists of containers in a pod's spec. */
export const containerLists = ["initContainers", "containers", "ephemeralContainers"] as const;

/** The containers of all lists, or of some. A list that is unknown is undetermined and the others are seen. */
export function forEachContainer(
    { spec }: Pod,
    decide: (decision: () => void) => void,
    look: (container: Value) => void,
    lists: readonly (typeof containerLists)[number][] = containerLists,
): void {
    for (const name of lists) {
        decide(() => {
            for (const container of spec.at(name).list()) {
                decide(() => {
                    look(container);
                });
            }
        });
    }
}
