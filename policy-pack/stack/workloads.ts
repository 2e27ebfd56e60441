import { podOf, workloadTypes } from "../kubernetes/pod";
import { refersTo, type Resource, type Stack, typeOf } from "../resource";
import type { Value } from "../value";
import { all, any, type Maybe, maybe } from "./maybe";

/** What makes pods, or is one. A patch of one changes what somebody else has made. */
export function workloadsOf(stack: Stack): Resource[] {
    return stack.ofType(...workloadTypes.filter((type) => !type.endsWith("Patch")));
}

export function kindOf({ type }: Resource): string {
    return type.split(":").at(-1) ?? "";
}

export function podLabelsOf(workload: Resource): Value {
    const { metadata } = podOf(workload);
    return metadata.at("labels");
}

/** Whether a map of labels selects those of a pod. */
export function labelsMatch(selector: Value, labels: Value): Maybe {
    return maybe(() =>
        all(
            selector.entries().map(
                ([key, value]) =>
                    () =>
                        !value.isMissing && labels.at(key).text() === value.text(),
            ),
        ),
    );
}

/** Whether a selector with `matchLabels` and `matchExpressions` selects a pod with these labels. An empty one selects all. */
export function selectorMatches(selector: Value, labels: Value): Maybe {
    return maybe(() => {
        if (selector.isMissing) return false;
        const expressions = selector.at("matchExpressions").list();
        return all([
            () => labelsMatch(selector.at("matchLabels"), labels),
            ...expressions.map((expression) => () => expressionMatches(expression, labels)),
        ]);
    });
}

function expressionMatches(expression: Value, labels: Value): boolean {
    const label = labels.at(expression.at("key").text() ?? "").text();
    const isAmong = label !== undefined && expression.at("values").texts().includes(label);
    switch (expression.at("operator").text()) {
        case "In":
            return isAmong;
        case "NotIn":
            return !isAmong;
        case "Exists":
            return label !== undefined;
        case "DoesNotExist":
            return label === undefined;
        default:
            return false;
    }
}

/** A namespace: its name or, where that is yet unknown, the URN of the Namespace that it comes from. */
export interface Namespace {
    readonly name?: string;
    readonly urn?: string;
}

const namespaceType = "kubernetes:core/v1:Namespace";

/** It is asked for again and again, of all pairs of resources. */
const known = new WeakMap<Resource, Namespace>();

/** The namespace of an object; neither name nor URN where nothing is known of it. */
export function namespaceOf(stack: Stack, resource: Resource): Namespace {
    const namespace = known.get(resource) ?? readNamespace(stack, resource);
    known.set(resource, namespace);
    return namespace;
}

function readNamespace(stack: Stack, resource: Resource): Namespace {
    const value = resource.properties.at("metadata", "namespace");
    if (!value.isUnknown) {
        const name = value.text() ?? resource.provider?.at("namespace").text() ?? "default";
        return { name, urn: stack.ofType(namespaceType).find((one) => nameOf(one) === name)?.urn };
    }
    const sources = resource.dependenciesOf("metadata").filter((urn) => typeOf(urn) === namespaceType);
    if (sources.length !== 1) return {};
    const source = stack.ofType(namespaceType).find(({ urn }) => urn === sources[0]);
    return { urn: sources[0], name: source && nameOf(source) };
}

function nameOf({ properties }: Resource): string | undefined {
    const name = properties.at("metadata", "name");
    return name.isUnknown ? undefined : name.text();
}

export function isSameNamespace(one: Namespace, other: Namespace): Maybe {
    if (one.name !== undefined && other.name !== undefined) return one.name === other.name;
    if (one.urn !== undefined && other.urn !== undefined) return one.urn === other.urn;
    return undefined;
}

export function areTogether(stack: Stack, one: Resource, other: Resource): Maybe {
    return isSameNamespace(namespaceOf(stack, one), namespaceOf(stack, other));
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
    return stack.resources
        .filter(({ type }) => horizontalAutoscaler.test(type) || scaledObject.test(type))
        .map((autoscaler) => ({ autoscaler, isOwner: maybe(() => scales(stack, autoscaler, workload)) }))
        .filter(({ isOwner }) => isOwner !== false);
}

function scales(stack: Stack, autoscaler: Resource, workload: Resource): Maybe {
    const target = autoscaler.properties.at("spec", "scaleTargetRef");
    return all([
        () => (target.at("kind").text() ?? "Deployment") === kindOf(workload),
        () => refersTo(autoscaler, ["spec", "scaleTargetRef", "name"], workload, ["metadata.name"]),
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
