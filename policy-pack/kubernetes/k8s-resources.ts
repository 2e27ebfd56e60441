import { checkov, resourceRule } from "../rule";
import type { Value } from "../value";
import { anyHolds } from "./any-holds";
import { forEachContainer, podOf, workloadTypes } from "./pod";

export const k8sResources = resourceRule<{ requireCpuLimit: boolean }>({
    id: "k8s-resources",
    level: "mandatory",
    severity: "medium",
    what: "Containers request CPU and memory, and have a limit of memory.",
    why: "Without requests the scheduler puts pods where there is no room for them, and they are the first that a node evicts. Without a limit of memory one leak takes the whole node down.",
    fix: `resources: { requests: { cpu: "100m", memory: "128Mi" }, limits: { memory: "256Mi" } }`,
    controls: checkov("CKV_K8S_10", "CKV_K8S_11", "CKV_K8S_12", "CKV_K8S_13"),
    source: "https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/",
    parameters: {
        requireCpuLimit: {
            description:
                "Whether a limit of CPU is asked for too, as CKV_K8S_11 does. It slows a container down while its node has time to spare.",
            type: "boolean",
            default: false,
        },
    },
    types: workloadTypes,
    check(resource, { parameters, decide, violation }) {
        const pod = podOf(resource);
        const ofPod = pod.spec.at("resources");
        const need = (place: Value, message: string, ...conditions: (() => boolean)[]) => {
            decide(() => {
                if (pod.isPatch && place.isMissing) return;
                if (!anyHolds(conditions)) violation(place, message);
            });
        };
        const needRequest = (own: Value, what: string) => {
            const message = "is not set: the scheduler would count the container as nothing";
            const conditions = [own, ofPod].map((resources) => () => isRequested(resources, what));
            need(own.at("requests", what), message, ...conditions);
        };
        const needLimit = (own: Value, what: string) => {
            const message = "is not set: the container could take what its node has";
            const conditions = [own, ofPod].map((resources) => () => isSet(resources.at("limits", what)));
            need(own.at("limits", what), message, ...conditions);
        };
        const lookAt = (container: Value) => {
            const own = container.at("resources");
            needRequest(own, "cpu");
            needRequest(own, "memory");
            needLimit(own, "memory");
            if (parameters.requireCpuLimit) needLimit(own, "cpu");
        };
        // An ephemeral container can't have resources.
        forEachContainer(pod, decide, lookAt, ["initContainers", "containers"]);
    },
});

/** Where nothing is requested, the limit is. */
function isRequested(resources: Value, what: string): boolean {
    const request = resources.at("requests", what);
    return isSet(request.isMissing ? resources.at("limits", what) : request);
}

/** Nothing is requested, and nothing limited, by a zero. */
function isSet(quantity: Value): boolean {
    return !/^0*(\.0*)?[a-zA-Z]*$/.test(String(quantity.scalar() ?? ""));
}
