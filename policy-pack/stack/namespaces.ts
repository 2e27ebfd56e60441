import { type Resource, type Stack, typeOf } from "../resource";
import { Candidates, type Marks, readable } from "./candidates";
import type { Maybe } from "./maybe";
import { perStack } from "./per-stack";

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
        const namesakes = namespacesByName(stack).find([name]);
        return { name, urn: namesakes.find((one) => nameOf(one) === name)?.urn };
    }
    const [urn, ...more] = resource.dependenciesOf("metadata").filter((one) => typeOf(one) === namespaceType);
    if (urn === undefined || more.length > 0) return {};
    const source = stack.withUrn(urn);
    return { urn, name: source && nameOf(source) };
}

const namespacesByName = perStack((stack) => {
    const namespaces = new Candidates<Resource>();
    for (const one of stack.ofType(namespaceType))
        namespaces.add(
            one,
            readable(() => [nameOf(one) ?? []].flat()),
        );
    return namespaces;
});

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

const unnamed = "without a name";
const elsewhere = "without a Namespace of the stack";

/** What an object of a namespace is filed under. */
export function marksOfNamespace({ name, urn }: Namespace): Marks {
    return marksOf(name, urn, elsewhere, unnamed);
}

/**
 * What is looked for where `isSameNamespace` may say that an object is of this one: a name that nobody knows may be that
 * of a namespace which is none of the stack's, and the other way round.
 */
export function marksBesideNamespace({ name, urn }: Namespace): Marks {
    return marksOf(name, urn, unnamed, elsewhere);
}

function marksOf(name: string | undefined, urn: string | undefined, withoutUrn: string, withoutName: string): Marks {
    if (name === undefined && urn === undefined) return undefined;
    return [name === undefined ? withoutName : `name ${name}`, urn === undefined ? withoutUrn : `urn ${urn}`];
}

/** What an object is filed under by the namespace that it is in. */
export function marksOfPlace(stack: Stack, resource: Resource): Marks {
    return readable(() => marksOfNamespace(namespaceOf(stack, resource)));
}

/** What is looked for to find the objects of its namespace. */
export function marksBeside(stack: Stack, resource: Resource): Marks {
    return readable(() => marksBesideNamespace(namespaceOf(stack, resource)));
}
