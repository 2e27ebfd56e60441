import { refersTo, type Resource, type Stack } from "../resource";
import type { Value } from "../value";
import { all, any, type Maybe, maybe } from "./maybe";
import { areTogether, isSameNamespace, labelsMatch, namespaceOf, podLabelsOf } from "./workloads";

type Keys = readonly (string | number)[];

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
}

/**
 * What gets requests, of the Services whose selector has a color. A Service that a route names, or a binding of a target
 * group, gets them by its weight. A Service that nothing names is itself the switch, if no Service of the same app selects
 * another color.
 */
export function sharesOf(stack: Stack, colorLabel: string): Share[] {
    const services = stack.ofType("kubernetes:core/v1:Service").filter((service) => hasColor(service, colorLabel));
    if (services.length === 0) return [];
    const references = [...backendsOf(stack), ...targetsOf(stack)];
    return services.flatMap((service) => {
        const named = references
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
        const hasOthers = any(services, (other) => isOtherColor(stack, service, other, colorLabel));
        return hasOthers === true
            ? []
            : [{ where: selectorOf(service).at(colorLabel), service, isSure: hasOthers === false }];
    });
}

export function selectorOf({ properties }: Resource): Value {
    return properties.at("spec", "selector");
}

function hasColor(service: Resource, colorLabel: string): boolean {
    return maybe(() => !selectorOf(service).at(colorLabel).isMissing) ?? false;
}

/** Whether two Services are of one app, and of two colors. */
function isOtherColor(stack: Stack, one: Resource, other: Resource, colorLabel: string): Maybe {
    if (one.urn === other.urn) return false;
    return all([
        () => selectorOf(one).at(colorLabel).text() !== selectorOf(other).at(colorLabel).text(),
        () => isSameApp(selectorOf(one), selectorOf(other), colorLabel),
        () => areTogether(stack, one, other),
    ]);
}

/** Whether two selectors differ in nothing but the color. */
export function isSameApp(one: Value, other: Value, colorLabel: string): Maybe {
    return maybe(() => {
        const keys = [...one.entries(), ...other.entries()].map(([key]) => key).filter((key) => key !== colorLabel);
        return all(keys.map((key) => () => one.at(key).text() === other.at(key).text()));
    });
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
                () => refersTo(route, [...keys, "name"], service, ["metadata.name"]),
                () => isInNamespaceOf(stack, route, reference, service),
            ]),
    };
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
    return stack.resources.flatMap((listener) => {
        const property = forwarders[listener.type];
        return property === undefined || isListenerPreview(listener)
            ? []
            : eachOf(listener, [property]).flatMap((action) => targetsOfAction(stack, listener, action, bindings));
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

function targetsOfAction(stack: Stack, listener: Resource, action: Keys, bindings: readonly Resource[]): Reference[] {
    // Which bindings fill the target group is the same for every Service.
    const namesBy = (keys: Keys) => {
        const filling = bindings
            .map((binding) => ({ binding, isFilled: maybe(() => fills(stack, binding, listener, keys)) }))
            .filter(({ isFilled }) => isFilled !== false);
        return (service: Resource) =>
            any(filling, ({ binding, isFilled }) => all([() => bindsTo(stack, binding, service), () => isFilled]));
    };
    const weighted = eachOf(listener, [...action, "forward", "targetGroups"]).map((keys) => {
        const weight = listener.properties.at(...keys, "weight");
        return {
            where: weight,
            hasWeight: maybe(() => (weight.number() ?? 1) > 0),
            names: namesBy([...keys, "arn"]),
        };
    });
    if (weighted.length > 0) return weighted;
    const single = listener.properties.at(...action, "targetGroupArn");
    if (!single.isUnknown && single.isMissing) return [];
    return [{ where: single, hasWeight: true, names: namesBy([...action, "targetGroupArn"]) }];
}

const bindingArn = ["spec", "targetGroupARN"];

/** Whether a binding fills the target group that a listener names. */
function fills(stack: Stack, binding: Resource, listener: Resource, keys: Keys): Maybe {
    const one = binding.properties.at(...bindingArn);
    const other = listener.properties.at(...keys);
    if (!one.isUnknown && !other.isUnknown) return one.text() === other.text();
    const ids = ["arn", "id"];
    const groups = stack.ofType(...targetGroupTypes);
    const isSame = any(groups, (group) =>
        all([() => refersTo(binding, bindingArn, group, ids), () => refersTo(listener, keys, group, ids)]),
    );
    return groups.length === 0 ? undefined : isSame;
}

function bindsTo(stack: Stack, binding: Resource, service: Resource): Maybe {
    return all([
        () => refersTo(binding, ["spec", "serviceRef", "name"], service, ["metadata.name"]),
        () => areTogether(stack, binding, service),
    ]);
}

/** The keys of a list's elements; of the list itself where it is yet unknown, and all below it with it. */
function eachOf({ properties }: Resource, keys: Keys): Keys[] {
    const list = properties.at(...keys);
    return list.isUnknown ? [keys] : list.list().map((_, index) => [...keys, index]);
}
