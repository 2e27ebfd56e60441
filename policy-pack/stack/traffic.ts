import { refersTo, type Resource, type Stack } from "../resource";
import type { Value } from "../value";
import { Candidates, type Marks, readable } from "./candidates";
import { ColoredApps } from "./colored-apps";
import { all, any, type Maybe, maybe } from "./maybe";
import { areTogether, isSameNamespace, marksBeside, marksOfNamespace, marksOfPlace, namespaceOf } from "./namespaces";
import { perStack } from "./per-stack";
import { marksOf, marksOfReference, marksOfTarget, typesLeftOpen } from "./references";
import { labelsMatch, labelsNeeded, Selectors } from "./selectors";
import { podLabelsOf } from "./workloads";

type Keys = readonly (string | number)[];

const serviceType = "kubernetes:core/v1:Service";
/** What an object of Kubernetes is named by in another. */
const nameIds = ["metadata.name"];

/** Where a share of the requests goes to a Service with a color, or may go. */
export interface Share {
    /** The weight, or the selector that a color is switched by. */
    readonly where: Value;
    readonly service: Resource;
    /** No: only the update will know whether it goes there. */
    readonly isSure: boolean;
}

/** A backend of a route, or a target group that a listener forwards to. */
interface Reference {
    readonly where: Value;
    /** Whether it gets requests. */
    readonly hasWeight: Maybe;
    readonly names: (service: Resource) => Maybe;
    /** The marks of the Services for which that may be so: of their place and of their name, for each way to name one. */
    readonly marks: readonly (readonly [place: Marks, name: Marks])[];
}

/**
 * What gets requests, of the Services whose selector has a color. A Service that a route names, or a binding of a target
 * group, gets them by its weight. A Service that nothing names is itself the switch, if no Service of the same app selects
 * another color.
 */
export function sharesOf(stack: Stack, colorLabel: string): Share[] {
    const services = stack.ofType(serviceType).filter((service) => hasColor(service, colorLabel));
    if (services.length === 0) return [];
    const references = referencesOf(stack);
    const apps = new ColoredApps(stack, services, colorLabel, (service) => ({
        color: selectorOf(service).at(colorLabel),
        selector: selectorOf(service),
    }));
    return services.flatMap((service) => {
        const found = references.find(marksBeside(stack, service), marksOfTarget(service, nameIds));
        const named = [...new Set(found)]
            .map((reference) => ({ ...reference, isNamed: maybe(() => reference.names(service)) }))
            .filter(({ isNamed }) => isNamed !== false);
        if (named.length > 0) {
            return named
                .filter(({ hasWeight }) => hasWeight !== false)
                .map(({ where, hasWeight, isNamed }) => ({
                    where,
                    service,
                    isSure: hasWeight === true && isNamed === true,
                }));
        }
        const others = apps.besides(service).filter(({ urn }) => urn !== service.urn);
        const hasOthers = any(others, (other) => apps.isOtherColor(service, other));
        return hasOthers === true
            ? []
            : [{ where: selectorOf(service).at(colorLabel), service, isSure: hasOthers === false }];
    });
}

function referencesOf(stack: Stack): Candidates<Reference> {
    const references = new Candidates<Reference>();
    for (const reference of [...backendsOf(stack), ...targetsOf(stack)]) {
        for (const marks of reference.marks) references.add(reference, ...marks);
    }
    return references;
}

export function selectorOf({ properties }: Resource): Value {
    return properties.at("spec", "selector");
}

function hasColor(service: Resource, colorLabel: string): boolean {
    return maybe(() => !selectorOf(service).at(colorLabel).isMissing) ?? false;
}

/** The shares by the selectors of their Services, to be found by the labels of a workload's pods. */
export function sharesBySelector(stack: Stack, shares: readonly Share[]): Selectors<Share> {
    return new Selectors(
        shares.map((share) => ({
            item: share,
            place: marksOfPlace(stack, share.service),
            labels: labelsNeeded(selectorOf(share.service)),
        })),
    );
}

/** Whether a share's Service selects a workload's pods. */
export function selects(stack: Stack, service: Resource, workload: Resource): Maybe {
    return all([
        () => areTogether(stack, service, workload),
        () => labelsMatch(selectorOf(service), podLabelsOf(workload)),
    ]);
}

/** The backends of the Gateway API's routes. https://gateway-api.sigs.k8s.io/guides/traffic-splitting/ */
function backendsOf(stack: Stack): Reference[] {
    return stack.resources
        .filter(({ type }) => /^kubernetes:gateway\.networking\.k8s\.io\/v\w+:\w+Route$/.test(type))
        .flatMap((route) =>
            eachOf(route, ["spec", "rules"])
                .filter((rule) => !isRoutePreview(route.properties.at(...rule)))
                .flatMap((rule) => eachOf(route, [...rule, "backendRefs"]).map((keys) => backend(stack, route, keys))),
        );
}

/** A rule that sends the requests with a header to one backend is a preview of it, and no share of everyone's requests. */
function isRoutePreview(rule: Value): boolean {
    const isSo = maybe(() => {
        const matches = rule.at("matches").list();
        const needsHeader = matches.length > 0 && matches.every((match) => match.at("headers").list().length > 0);
        return needsHeader && rule.at("backendRefs").list().length === 1;
    });
    return isSo ?? false;
}

function backend(stack: Stack, route: Resource, keys: Keys): Reference {
    const reference = route.properties.at(...keys);
    const weight = reference.at("weight");
    return {
        where: weight,
        hasWeight: maybe(() => (weight.number() ?? 1) > 0),
        names: (service) =>
            all([
                () => (reference.at("kind").text() ?? "Service") === "Service",
                () => refersTo(route, [...keys, "name"], service, nameIds),
                () => isInNamespaceOf(stack, route, reference, service),
            ]),
        marks: [marksOfBackend(stack, route, keys)],
    };
}

function marksOfBackend(stack: Stack, route: Resource, keys: Keys): readonly [Marks, Marks] {
    const kind = route.properties.at(...keys, "kind");
    // It is asked for first: of a wrong type, it is found for any Service.
    if (readable(() => [kind.isUnknown || kind.text()]) === undefined) return [undefined, undefined];
    const place = readable(() => {
        const name = route.properties.at(...keys, "namespace").text();
        return name === undefined ? marksOfPlace(stack, route) : marksOfNamespace({ name });
    });
    return [place, marksOfReference(route, [...keys, "name"], [serviceType])];
}

/** A backend is in the namespace of its route, unless it says otherwise. */
function isInNamespaceOf(stack: Stack, route: Resource, reference: Value, service: Resource): Maybe {
    const name = reference.at("namespace").text();
    return name === undefined
        ? areTogether(stack, route, service)
        : isSameNamespace({ name }, namespaceOf(stack, service));
}

const targetGroupTypes = ["aws:lb/targetGroup:TargetGroup", "aws:alb/targetGroup:TargetGroup"];
const forwarders: Readonly<Record<string, string>> = {
    "aws:lb/listenerRule:ListenerRule": "actions",
    "aws:alb/listenerRule:ListenerRule": "actions",
    "aws:lb/listener:Listener": "defaultActions",
    "aws:alb/listener:Listener": "defaultActions",
};

/** The target groups that listeners forward to, where a TargetGroupBinding fills them with a Service's pods. */
function targetsOf(stack: Stack): Reference[] {
    const bindings = stack.resources.filter(({ type }) => /^kubernetes:.*:TargetGroupBinding$/.test(type));
    if (bindings.length === 0) return [];
    const bindingsByGroup = new Candidates<Resource>();
    for (const binding of bindings) bindingsByGroup.add(binding, marksOfGroup(stack, binding, bindingArn));
    return stack.resources.flatMap((listener) => {
        const property = forwarders[listener.type];
        return property === undefined || isListenerPreview(listener)
            ? []
            : eachOf(listener, [property]).flatMap((action) =>
                  targetsOfAction(stack, listener, action, bindingsByGroup),
              );
    });
}

/** The same of a load balancer's rule. */
function isListenerPreview({ properties }: Resource): boolean {
    const isSo = maybe(() => {
        const needsHeader = properties
            .at("conditions")
            .list()
            .some((condition) => !condition.at("httpHeader").isMissing);
        return (
            needsHeader &&
            properties
                .at("actions")
                .list()
                .every((action) => action.at("forward", "targetGroups").list().length < 2)
        );
    });
    return isSo ?? false;
}

function targetsOfAction(stack: Stack, listener: Resource, action: Keys, bindings: Candidates<Resource>): Reference[] {
    // Which bindings fill the target group is the same for every Service.
    const namingBy = (keys: Keys) => {
        const filling = bindings
            .find(marksOfGroup(stack, listener, keys))
            .map((binding) => ({ binding, isFilled: maybe(() => fills(stack, binding, listener, keys)) }))
            .filter(({ isFilled }) => isFilled !== false);
        return {
            names: (service: Resource) =>
                any(filling, ({ binding, isFilled }) => all([() => bindsTo(stack, binding, service), () => isFilled])),
            marks: filling.map(({ binding }) => marksOfBinding(stack, binding)),
        };
    };
    const weighted = eachOf(listener, [...action, "forward", "targetGroups"]).map((keys) => {
        const weight = listener.properties.at(...keys, "weight");
        return {
            where: weight,
            hasWeight: maybe(() => (weight.number() ?? 1) > 0),
            ...namingBy([...keys, "arn"]),
        };
    });
    if (weighted.length > 0) return weighted;
    const single = listener.properties.at(...action, "targetGroupArn");
    if (!single.isUnknown && single.isMissing) return [];
    return [{ where: single, hasWeight: true, ...namingBy([...action, "targetGroupArn"]) }];
}

const bindingArn = ["spec", "targetGroupARN"];
const bindingService = ["spec", "serviceRef", "name"];

function marksOfBinding(stack: Stack, binding: Resource): readonly [Marks, Marks] {
    return [marksOfPlace(stack, binding), marksOfReference(binding, bindingService, [serviceType])];
}

/** Whether a binding fills the target group that a listener names. */
function fills(stack: Stack, binding: Resource, listener: Resource, keys: Keys): Maybe {
    const one = binding.properties.at(...bindingArn);
    const other = listener.properties.at(...keys);
    if (!one.isUnknown && !other.isUnknown) return one.text() === other.text();
    if (stack.ofType(...targetGroupTypes).length === 0) return undefined;
    return any(groupsOf(stack, binding, bindingArn), (group) =>
        all([() => refersTo(binding, bindingArn, group, groupIds), () => refersTo(listener, keys, group, groupIds)]),
    );
}

const groupIds = ["arn", "id"];

const targetGroups = perStack((stack) => {
    const groups = new Candidates<Resource>();
    for (const group of stack.ofType(...targetGroupTypes)) groups.add(group, marksOfTarget(group, groupIds));
    return groups;
});

/** The target groups that a property names, or may name. */
function groupsOf(stack: Stack, from: Resource, keys: Keys): Resource[] {
    return targetGroups(stack).find(marksOfReference(from, keys, targetGroupTypes));
}

/** The marks of a target group in what fills it and in what forwards to it: its ARN, and the resources that it may be. */
function marksOfGroup(stack: Stack, from: Resource, keys: Keys): Marks {
    return readable(() => {
        const value = from.properties.at(...keys);
        const types = targetGroupTypes.filter((type) => stack.ofType(type).length > 0);
        // It may be one of those types, or of another stack.
        if (value.isUnknown && (types.length === 0 || typesLeftOpen(from, keys, types).length > 0)) return undefined;
        const groups = groupsOf(stack, from, keys).map(({ urn }) => urn);
        return marksOf(value.isUnknown ? [] : [value.text()], groups);
    });
}

function bindsTo(stack: Stack, binding: Resource, service: Resource): Maybe {
    return all([() => refersTo(binding, bindingService, service, nameIds), () => areTogether(stack, binding, service)]);
}

/** The keys of a list's elements; of the list itself where it is yet unknown, and all below it with it. */
function eachOf({ properties }: Resource, keys: Keys): Keys[] {
    const list = properties.at(...keys);
    return list.isUnknown ? [keys] : list.list().map((_, index) => [...keys, index]);
}
