import { podOf, workloadTypes } from "../kubernetes/pod";
import { refersTo, type Resource, type Stack } from "../resource";
import type { Value } from "../value";
import { Candidates, readable } from "./candidates";
import { all, any, type Maybe, maybe } from "./maybe";
import { areTogether, marksBeside, marksOfPlace } from "./namespaces";
import { perStack } from "./per-stack";
import { marksOfReference, marksOfTarget } from "./references";

/** What makes pods, or is one. A patch of one changes what somebody else has made. */
const ownTypes = workloadTypes.filter((type) => !type.endsWith("Patch"));

export function workloadsOf(stack: Stack): Resource[] {
    return stack.ofType(...ownTypes);
}

export function kindOf({ type }: Resource): string {
    return type.split(":").at(-1) ?? "";
}

export function podLabelsOf(workload: Resource): Value {
    const { metadata } = podOf(workload);
    return metadata.at("labels");
}

/** An autoscaler, and whether it is that of the workload in question. */
interface Autoscaler {
    readonly autoscaler: Resource;
    readonly isOwner: Maybe;
}

const horizontalAutoscaler = /^kubernetes:autoscaling\/v\d\w*:HorizontalPodAutoscaler$/;
const scaledObject = /^kubernetes:keda\.sh\/v\d\w*:ScaledObject$/;

/** KEDA's also scales to zero, and up from there. */
export function scalesFromZero({ type }: Resource): boolean {
    return scaledObject.test(type);
}

/** The autoscalers that own a workload's replicas, or may do so. */
export function autoscalersOf(stack: Stack, workload: Resource): Autoscaler[] {
    return autoscalersByTarget(stack)
        .find(marksBeside(stack, workload), marksOfTarget(workload, nameIds))
        .map((autoscaler) => ({ autoscaler, isOwner: maybe(() => scales(stack, autoscaler, workload)) }))
        .filter(({ isOwner }) => isOwner !== false);
}

const nameIds = ["metadata.name"];
const targetKeys = ["spec", "scaleTargetRef"];

const autoscalersByTarget = perStack((stack) => {
    const autoscalers = new Candidates<Resource>();
    for (const one of stack.resources.filter(
        ({ type }) => horizontalAutoscaler.test(type) || scaledObject.test(type),
    )) {
        const kind = one.properties.at(...targetKeys, "kind");
        // It is asked for first: of a wrong type, it is found for any workload.
        const hasKind = readable(() => [kind.isUnknown || kind.text()]);
        autoscalers.add(
            one,
            hasKind && marksOfPlace(stack, one),
            hasKind && marksOfReference(one, [...targetKeys, "name"], ownTypes),
        );
    }
    return autoscalers;
});

function scales(stack: Stack, autoscaler: Resource, workload: Resource): Maybe {
    const target = autoscaler.properties.at(...targetKeys);
    return all([
        () => (target.at("kind").text() ?? "Deployment") === kindOf(workload),
        () => refersTo(autoscaler, [...targetKeys, "name"], workload, nameIds),
        () => areTogether(stack, autoscaler, workload),
    ]);
}

/** Whether a workload runs a pod at all. */
export function hasPods(stack: Stack, workload: Resource): Maybe {
    return maybe(() => {
        switch (kindOf(workload)) {
            case "Deployment":
            case "StatefulSet":
            case "ReplicaSet":
                break;
            default:
                return kindOf(workload) === "Pod" || kindOf(workload) === "DaemonSet";
        }
        const replicas = workload.properties.at("spec", "replicas");
        if (!replicas.isUnknown && (replicas.number() ?? 1) > 0) return true;
        const owners = autoscalersOf(stack, workload);
        // A HorizontalPodAutoscaler is off as long as the workload itself asks for no replicas.
        const zeroScalers = owners.filter(({ autoscaler }) => scalesFromZero(autoscaler));
        const fromZero = any(zeroScalers, ({ isOwner }) => isOwner);
        return replicas.isUnknown ? fromZero || undefined : fromZero;
    });
}
